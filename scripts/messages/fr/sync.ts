import type { Messages } from "../messages.ts";

/** Ce que dit `npm run sync` lui-même ; le reste vient de data-sync, en anglais. */
export const sync: Messages["sync"] = {
  notRunning:
    "data-sync ne tourne pas, donc rien n'est porté ; `npm run deploy-v2 -- <l'étape atteinte>` démarre ce qui manque",
  ask: "le faire ?",
  unknown: (word, known) =>
    `il n'y a pas ici de commande ${JSON.stringify(word)} ; attendu : l'une de ${known}`,
  repairPlanUse:
    "--repair-plan va avec verify et prend le fichier à écrire : verify --full --repair-plan plan.jsonl",
  unwritable: (file, code) =>
    `${file} ne peut être écrit (${code}) : nommez un fichier dans un dossier qui existe et où c'est permis`,
  equal: (file) => `les deux bases sont égales ; ${file} le dit`,
  differ: (file) => `les bases diffèrent : ${file} dit en quoi`,
};
