import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce que dit `npm run sync` lui-même ; les réponses de data-sync sont dans `sync-answers.ts`. */
export const sync: Messages["sync"] = {
  notRunning: "data-sync ne tourne pas, donc rien n'est transporté ; npm run heal le redémarre",
  noAnswer:
    "data-sync a fini sans avoir répondu ; s'il est d'une autre version que ce dossier, `npm run heal` le refait",
  ask: "le faire ?",
  unknown: (word, known) =>
    `il n'y a pas ici de commande ${JSON.stringify(word)} ; attendu : l'une de ${known}`,
  repairPlanUse:
    "--repair-plan va avec verify et prend le fichier à écrire : verify --full --repair-plan plan.jsonl",
  noFile: (got) => `--repair-plan prend le chemin d'un fichier, reçu '${got}'`,
  unwritable: (file, code) =>
    `${file} ne peut être écrit (${code}) : nommez un fichier dans un dossier qui existe et où c'est permis`,
  compared: {
    all: (count) => counted(count, "document comparé"),
    chosen: (count) => `${counted(count, "document comparé")} au hasard`,
    left: (count) => `${counted(count, "document comparé")} à partir de là`,
    equal: (what, file) => `${what} : tout est égal ; ${file} le dit`,
    differ: (what, different, file) => `${what}, dont ${different} sans égalité ; ${file} dit en quoi`,
  },
};
