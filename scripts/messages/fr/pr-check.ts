import type { Messages } from "../messages.ts";

/** Pourquoi `npm run pr-check` refuse ; ce qu'il rapporte est dans `pr-report.ts`. */
export const prCheck: Messages["prCheck"] = {
  previewing: (place, stage) => `aperçu de ${place} à ${stage}`,
  previewingBase: (place, stage) => `aperçu de ${place} à ${stage}, comme l'a la base`,
  noBase: (ref, branch) =>
    `il n'y a pas ici de commit ${ref} dont vienne celui-ci ; rapatriez-le (git fetch origin ${branch}), ou nommez-en un autre : --base HEAD~1`,
  noExport: (file) =>
    `${file} n'est pas un état exporté de Pulumi ; refaites-le : npm run pr-check -- --place PLACE --save-state -`,
  noFolder: (folder, file) => `--out doit être un dossier, reçu ${folder} : ${file} est un fichier`,
  unreadable: (file, reason) => `l'état ${file} ne peut être lu : ${reason}`,
  notThere: "ce fichier n'existe pas",
  isFolder: "c'est un dossier",
  forbidden: "cet utilisateur n'en a pas le droit",
  encrypted:
    "l'état contient des secrets chiffrés, dont la forme ne se voit pas ; faites-le avec npm run pr-check -- --place PLACE --save-state -",
};
