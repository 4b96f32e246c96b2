import type { Messages } from "../messages.ts";

/** Pourquoi aucun moteur Docker n'a pu servir : ce qui a été trouvé, puis que faire, une ligne pour chacun. */
export const engine: Messages["engine"] = {
  again: "puis relancez cette commande",
  context: (name) => `le contexte docker "${name}"`,
  anUnknown: "un moteur inconnu",
  elsewhere: (by, host) =>
    `${by} désigne ${host}, et aucun autre moteur que celui de cette machine n'est touché sans être nommé`,
  ownEngine: (undo) => `pour employer le moteur de cette machine : ${undo}`,
  onPurpose: (host) => `pour employer celui-là exprès : ajoutez --docker-host ${host}`,
  byTunnel: (tunnel) =>
    `pour employer celui-là exprès : ${tunnel}, puis ajoutez --docker-host unix:///tmp/engine.sock`,
  badHost: (got) => `--docker-host doit être unix:///chemin ou tcp://hôte:port, reçu ${got}`,
  or: " ou ",
  silent: (where, reason) => `aucun moteur Docker ne répond sur ${where} : ${reason}`,
  startIt: "démarrez-le (sudo systemctl start docker) ; npm start en installe un où il n'y en a pas",
  namedSilent: (where) => `aucun moteur Docker ne répond sur ${where}, que nomme --docker-host`,
  checkAddress: "vérifiez l'adresse, et que le moteur y écoute",
  leaveOut: "ou retirez --docker-host pour employer le moteur de cette machine",
  missing: (where, user, distribution) =>
    `aucun moteur Docker ne répond sur ${where}, et en installer un demande root sur Debian ou Ubuntu (trouvé ${user} sur ${distribution})`,
  install:
    "installez Docker Engine comme le fait votre système et démarrez-le, ou lancez cette commande en root sur Debian ou Ubuntu",
  canInstall: (where) =>
    `aucun moteur Docker ne répond sur ${where} ; cette commande peut en installer un (paquets docker.io et iptables) et le démarrer`,
  nobodyToAsk: "personne à qui demander ici : ajoutez --yes, ou mettez CI=true, pour accepter",
  orYourself: "ou installez et démarrez Docker vous-même, puis relancez cette commande",
  forbidden: (where, user) => `le moteur Docker est là, sur ${where}, mais ${user} n'y a pas droit`,
  allow: "donnez-lui le droit : sudo usermod -aG docker $USER, puis fermez la session et rouvrez-la",
  nothingInstalled: "rien n'a été installé",
  declined: "installez et démarrez Docker Engine vous-même, ou relancez cette commande et répondez o",
  stopped: (where) =>
    `un moteur Docker est installé mais ne répond pas sur ${where}, et le démarrer demande root`,
  start: "démarrez-le : sudo systemctl start docker",
  notStarted: (reason) => `le moteur Docker n'a pas démarré : ${reason}`,
  log: (file) => `son journal : ${file}`,
  privileged:
    "dans un conteneur il lui faut --privileged ; sinon démarrez un moteur à la main et relancez cette commande",
};
