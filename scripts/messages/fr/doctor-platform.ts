import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce que le docteur dit des fichiers, de l'instance et de ses voisines, et ce qu'il propose de faire. */
export const doctorPlatform: Messages["doctorPlatform"] = {
  files: {
    what: "fichiers de stacks/",
    mistakes: (count) => `${counted(count, "erreur")} :`,
    fix: "corrigez-les ; rien ne s'exécute avant",
    read: (stages) => `${counted(stages, "étape")}, plateforme et lieu, sans erreur`,
  },
  untold:
    "impossible de dire à qui ils sont tant que le moteur ne répond pas ; peut-être à cette instance même",
  ports: {
    what: "ports",
    found: (list, state) => `${list} : ${state}`,
    own: "à cette instance, ou libres",
    free: "libres",
    inUse: "pris",
    taken: (name, address, who) => `publish.${name} ${address} est pris par ${who}`,
    stranger: "un autre programme",
    container: (name) => `le conteneur ${name}`,
    fix: "libérez-les (ss -ltnp dit qui les tient), changez stacks/Pulumi.lab.yaml, ou démarrez une autre copie : --instance NOM [SSM-PORT]",
  },
  subnets: {
    what: "sous-réseaux",
    found: (list, state) => `${list} : ${state}`,
    free: "aucune autre route",
    routed: "la machine a des routes vers certains",
    expected: "des adresses qu'aucune route n'a",
  },

  instance: {
    what: "instance",
    there: (name, folder) => `${name}, état dans ${folder}`,
    absent: (name) => `${name} n'existe pas encore`,
    made: (folder) => `npm start la crée, dans ${folder}`,
    forbidden: (folder) => `cet utilisateur ne peut lire ${folder}`,
    maker: "l'utilisateur qui a créé l'instance",
    asMaker: "lancez la commande sous cet utilisateur, ou nommez un autre dossier avec SSM_STATE_DIR",
  },
  passphrase: {
    what: "phrase secrète",
    expected: (folder) => `${folder}/passphrase, qui ouvre les secrets de l'état`,
    fix: "rapportez le fichier d'une sauvegarde ; sans lui : npm run down, puis npm start",
  },
  state: {
    what: "état de Pulumi",
    damaged: "endommagé : ce n'est pas du JSON",
    expected: "l'état tel que Pulumi l'a écrit",
    fix: (copies) => `rapportez la copie intacte la plus récente ; ${copies}`,
    copies: (count, folder) => `${counted(count, "copie")} dans ${folder}/backups`,
    absent: "pas encore créé",
    readable: (copies) => `lisible ; ${copies}`,
  },
  modes: {
    what: "droits de l'état",
    closed: "pour leur seul propriétaire",
    open: (names) => `d'autres peuvent lire ou écrire ${names}`,
    expected: "0700 pour les dossiers, 0600 pour les fichiers : ils gardent des secrets",
    fix: "npm run doctor -- --fix les corrige",
  },
  killSwitch: {
    what: "coupe-circuit",
    found: "ACTIF : toutes les requêtes vont à V1",
    expected: "levé ; npm start et deploy-v2 refusent tant qu'il est actif",
    fix: 'quand V2 va bien : npm run kill-switch -- off --reason "…"',
  },
  lastChange: {
    what: "dernière modification",
    expected: "une modification terminée",
    fix: "la même commande la termine : npm run status, puis npm run deploy-v2 ou rollback-v1",
  },
  running: {
    what: "modification en cours",
    found: (pid) => `le processus ${pid} modifie la plateforme`,
    fix: "attendez sa fin ; deploy-v2 et down refusent entre-temps, rollback-v1 l'arrête",
  },
  journal: {
    what: "journal",
    found: (lines) => `${counted(lines.length, "ligne illisible")} : ${lines.join(", ")}`,
    expected: "un objet JSON par ligne",
    fix: "rien à faire : les autres lignes comptent",
  },

  halted: { expected: "aucun arrêté ni en pause", fix: "npm run heal les redémarre" },
  beside: {
    what: "autre instance",
    found: (name, running, containers) =>
      `${name} : ${running} sur ${counted(containers, "conteneur")} en marche`,
  },
  leftover: {
    what: "sans état",
    found: (containers, networks, volumes, owner) =>
      `${counted(containers, "conteneur")}, ${networks} ${networks < 2 ? "réseau" : "réseaux"}, ${counted(volumes, "volume")} de ${owner}, qui n'a pas de dossier d'état ici`,
    owner: (name, place) => `${name} de ${place}`,
    expected: "son dossier d'état, ou rien sur le moteur",
    fix: (name) =>
      `rapportez le dossier (SSM_STATE_DIR peut en nommer un autre) ; ou, si elle n'est à personne d'autre, retirez-la, données comprises : npm run down -- --instance ${name}`,
  },

  repairs: {
    prepare: "préparer ce qui manque, comme npm start",
    modes: (paths) => `retirer aux autres le droit de lire ou d'écrire : ${paths}`,
    parts: (count, size) => `retirer du cache ${counted(count, "ancien élément")}, ${size}`,
    images: (count, size, list) => `retirer ${counted(count, "ancienne image")}, ${size} au plus : ${list}`,
    stays: (reference, reason) => `${reference} reste : ${reason}`,
    would: (repair) => `--fix ferait ceci : ${repair}`,
    ask: (repair) => `${repair} ?`,
    now: (repair) => `maintenant : ${repair}`,
    left: (repair) => `laissé : ${repair}`,
  },
};
