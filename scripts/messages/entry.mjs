// @ts-check
import { languageOf } from "./language.mjs";

/** What is said before the packages are there: by run.mjs and the installation. Plain JavaScript, like those. */
const en = {
  oldNode: (/** @type {number} */ oldest, /** @type {string} */ found) =>
    `this project needs Node ${oldest} or newer to start, found ${found}\ninstall a newer Node (the rest, Node 24 included, is installed by the project itself)`,
  noNode: (/** @type {number} */ wanted, /** @type {string} */ machine, /** @type {string} */ found) =>
    `this project runs on Node ${wanted}, and there is no pinned one for ${machine} (found ${found})\ninstall Node ${wanted} and run this command again`,
  unknown: (/** @type {string} */ name) => `unknown command ${name}`,
  takenByNpm: (/** @type {string} */ options, /** @type {string} */ again) =>
    `npm took ${options} for itself, and nothing was done; after a -- it is the command's: ${again}`,
  cannotRun: (/** @type {string} */ program, /** @type {string} */ reason) =>
    `cannot run ${program}: ${reason}`,
  noFolder: (/** @type {string} */ reason) =>
    `the packages are not installed: ${reason}\nallow it, make room, or name another folder with SSM_CACHE_DIR, then run this command again`,
  commands: "commands (npm run <command> -- --help tells more):",
  notInstalled: "The packages are not installed yet; the first run installs them.",
  installing: "installing the pinned packages (npm ci, about 20 s)",
  installingFor: (/** @type {string} */ time) => `installing the pinned packages: ${time}`,
  installed: (/** @type {string} */ time) => `installed the pinned packages in ${time}`,
  waiting: (/** @type {number} */ pid) =>
    `another run is installing the packages (pid ${pid}): waiting for it`,
  onlyTraffic:
    "stopped: the kill switch is on and every request goes to V1, but the rest of the rollback is not done\nfinish with: npm run rollback-v1",
  interrupted: "interrupted; the next run installs the packages from the beginning",
  notInstallable: (/** @type {string} */ why) => `the pinned packages could not be installed (${why})`,
  noRegistry: "no registry answered",
  npmEnded: (/** @type {number} */ code) => `npm ci ended with code ${code}`,
  full: "the disk is full: free some space (1 GB is enough for this step) and run this command again",
  unreachable:
    "the package registry cannot be reached: check the network, the proxy and npm's registry setting, then run this command again",
  unwritable:
    "node_modules cannot be written: check who owns the project's folder, then run this command again",
  disagree: "package.json and package-lock.json disagree: run npm install, then this command again",
  noNpm: "npm was not found: install it (it comes with Node), then run this command again",
  again: "run this command again; npm ci --ignore-scripts shows everything npm says",
};

/** @type {typeof en} */
const fr = {
  oldNode: (oldest, found) =>
    `ce projet demande Node ${oldest} ou plus récent pour démarrer, trouvé ${found}\ninstallez un Node plus récent (le reste, Node 24 compris, est installé par le projet lui-même)`,
  noNode: (wanted, machine, found) =>
    `ce projet s'exécute sur Node ${wanted}, et il n'y en a pas de fixé pour ${machine} (trouvé ${found})\ninstallez Node ${wanted} et relancez cette commande`,
  unknown: (name) => `commande inconnue ${name}`,
  takenByNpm: (options, again) =>
    `npm a pris ${options} pour lui, et rien n'a été fait ; après un --, c'est pour la commande : ${again}`,
  cannotRun: (program, reason) => `${program} ne peut être exécuté : ${reason}`,
  noFolder: (reason) =>
    `les paquets ne sont pas installés : ${reason}\ndonnez-en le droit, faites de la place, ou nommez un autre dossier avec SSM_CACHE_DIR, puis relancez cette commande`,
  commands: "commandes (npm run <command> -- --help en dit plus) :",
  notInstalled: "Les paquets ne sont pas encore installés ; la première exécution les installe.",
  installing: "installation des paquets fixés (npm ci, environ 20 s)",
  installingFor: (time) => `installation des paquets fixés : ${time}`,
  installed: (time) => `paquets fixés installés en ${time}`,
  waiting: (pid) => `une autre exécution installe les paquets (pid ${pid}) : attente de sa fin`,
  onlyTraffic:
    "arrêt demandé : le coupe-circuit est actif et toutes les requêtes vont à V1, mais le reste du retour en arrière n'est pas fait\nterminez avec : npm run rollback-v1",
  interrupted: "interrompu ; la prochaine exécution installe les paquets depuis le début",
  notInstallable: (why) => `les paquets fixés n'ont pu être installés (${why})`,
  noRegistry: "aucun registre n'a répondu",
  npmEnded: (code) => `npm ci s'est terminé avec le code ${code}`,
  full: "le disque est plein : libérez de la place (1 GB suffit ici) et relancez cette commande",
  unreachable:
    "le registre des paquets ne peut être joint : vérifiez le réseau, le proxy et le réglage du registre de npm, puis relancez cette commande",
  unwritable:
    "node_modules ne peut être écrit : vérifiez à qui est le dossier du projet, puis relancez cette commande",
  disagree: "package.json et package-lock.json ne s'accordent pas : lancez npm install, puis cette commande",
  noNpm: "npm est introuvable : installez-le (il vient avec Node), puis relancez cette commande",
  again: "relancez cette commande ; npm ci --ignore-scripts montre tout ce que dit npm",
};

/** Every language; the tests compare them. */
export const languages = { en, fr };

/** In the language of this process. */
export const text = languages[languageOf(process.env, process.argv)];
