import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce que le docteur dit de la machine et de ce qui y est préparé ; et le cadre de son tableau. */
export const doctor: Messages["doctor"] = {
  level: { ok: "ok", warning: "attention", problem: "problème" },
  expected: "attendu",
  fix: "remède",
  next: (problems) =>
    `le prochain npm start${problems > 0 ? ", une fois les problèmes résolus," : ""} commence par`,
  counts: (problems, warnings) => `${counted(problems, "problème")}, ${counted(warnings, "avertissement")}`,
  there: "là",
  notThere: "pas là",
  notFound: "introuvable",
  none: "aucune",
  free: "libre",

  node: { what: "Node" },
  npm: {
    what: "npm",
    expected: "le npm fourni avec Node",
    fix: "installez npm ; d'ici là chaque commande est node scripts/run.mjs NOM",
  },
  go: {
    what: "Go",
    pulumiThere: (found) => `${found} ; inutile, Pulumi est là`,
    pulumiDownloaded: (found) => `${found} ; inutile, Pulumi est téléchargé`,
    expected: (version) =>
      `Go ${version} ou plus récent, car Pulumi ne peut être téléchargé ici et doit être compilé`,
    fix: "installez Go : apt-get install golang-go, ou depuis go.dev/dl ; ou mettez Pulumi lui-même dans le PATH [SSM-NO-GO]",
  },
  dockerCommand: {
    what: "commande docker",
    expected: "la commande docker, pour les journaux et le coupe-circuit à la main",
    fix: "installez-la (docker-ce-cli ou docker.io) ; les commandes de ce projet n'en ont pas besoin",
  },

  engine: {
    what: "moteur Docker",
    found: (version, host) => `${version} sur ${host}`,
    silent: "aucun ne répond",
    expected: "un moteur Docker sur cette machine",
    newer: (version) => `${version} ou plus récent`,
    update: "mettez Docker Engine à jour",
    start: "npm start démarre le moteur installé",
    install: "npm start installe docker.io et iptables et démarre le moteur",
    ask: "npm start demande, puis installe docker.io et iptables et démarre le moteur",
  },
  clock: {
    what: "horloges",
    found: (seconds) => `celle du moteur est à ${seconds} s de celle de ce processus`,
    expected: (seconds) => `au plus ${seconds} s : le journal et les mesures se comparent par l'heure`,
    fix: "mettez les deux horloges à l'heure du réseau : timedatectl set-ntp true",
  },

  pulumi: {
    what: "Pulumi",
    inFolder: (version, folder) => `${version} dans ${folder}`,
    built: (version) => `${version}, compilé ici, conforme à ses sommes de contrôle`,
    downloaded: (version) => `${version}, téléchargé, conforme à ses sommes de contrôle`,
    damaged: (damage) => `endommagé : ${damage}`,
    expected: (version, plugins) => `${version} avec les greffons ${plugins.join(" et ")}`,
    download: "npm start le télécharge, environ 1 min",
    build: "npm start le compile avec Go, environ 8 min",
    buildOnce: "npm start le compile dès qu'il y a un Go",
  },
  base: {
    what: "image de base",
    expected: "une base Debian pour les images du lab",
    fix: "npm start la fabrique, environ 30 s",
  },
  images: {
    what: "images",
    some: "pas toutes là",
    expected: "nginx, Redis, Prometheus et Node",
    fix: "npm start les construit, environ 30 s",
  },

  disk: {
    what: "espace disque",
    state: "l'état",
    cache: "le cache",
    found: (free, homes) => `${free} libres pour ${homes}`,
    needed: (size) => `${size} pour ce que fabrique le prochain npm start`,
    free: "libérez de la place, ou mettez le cache ailleurs avec SSM_CACHE_DIR [SSM-NO-SPACE]",
    spare: (size) => `${size} : journaux, mesures et copies de l'état grandissent`,
    look: "libérez de la place : docker system df et du -sh disent ce qui la prend",
  },
  cache: {
    what: "cache",
    clean: (folder) => `${folder} : rien d'autres versions`,
    inUse: (folder, count) => `${folder} : ${counted(count, "élément")} d'autres versions, en service`,
    found: (count, size) => `${counted(count, "élément")} que personne n'utilise, ${size} :`,
    expected: (days) =>
      `ce qu'utilisent les versions présentes, et d'autres copies du projet depuis ${days} jours`,
    fix: "npm run doctor -- --fix les retire ; à qui il en manque un le refait",
  },
  oldImages: {
    what: "anciennes images",
    found: (count, size) =>
      `${counted(count, "image")} que de plus récentes remplacent et qu'aucun conteneur n'utilise, ${size} au plus`,
    expected: (days) => `aucune de plus de ${days} jours`,
    fix: "npm run doctor -- --fix les retire",
  },
  lock: {
    what: "verrou périmé",
    inCache: (path) => `${path}, d'une exécution terminée`,
    takenOver: "la prochaine exécution le reprend",
    onState: (pid) => `du processus ${pid}, terminé, sur l'état de Pulumi`,
    cleared: "la prochaine modification le lève",
  },
};
