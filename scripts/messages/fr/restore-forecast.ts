import type { Messages } from "../messages.ts";

/** Ce que `rollback-v1 --restore-data --dry-run` dit de la restauration. */
export const restoreForecast: Messages["restoreForecast"] = {
  step: (id, takenAt, counts, time) => `restaurer la copie ${id} de ${takenAt} : ${counts} ; ${time}`,
  frozen: (id, why) =>
    `ne pas restaurer la copie ${id}, car data-sync est gelé (${why}) ; après le retour : npm run sync -- unfreeze, puis npm run rollback-v1 -- --resume, puis npm run snapshot -- restore ${id}`,
  counts: (restored, removed, unchanged, sessions) =>
    `écrire ${restored} documents, en retirer ${removed} plus récents, en laisser ${unchanged} tels quels et ne pas toucher ${sessions} sessions`,
  notLooked:
    "un nombre inconnu de documents, car data-sync ne tourne pas et personne d'autre ne peut regarder",
  time: (seconds, sources) => `environ ${seconds} s et ce que prend l'écriture : ${sources}`,
  unknownTime: (sources) =>
    `rien ne dit en combien de temps${sources === "" ? "" : `, sinon pour une partie : ${sources}`}`,
  look: (seconds) => `${seconds} s pour le regard qui les a comptés`,
  snapshot: (seconds) =>
    `${seconds} s pour une copie de ce qui est là maintenant, autant que l'essai de restauration de celle-ci`,
};
