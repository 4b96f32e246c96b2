import type { Messages } from "../messages.ts";

/** Ce que dit et demande `npm run snapshot`, et ce qu'une modification dit des copies des bases qu'elle prend. */
export const snapshot: Messages["snapshot"] = {
  line: (id, megabytes, proof, until) => `copie des bases ${id} : ${megabytes} Mo, ${proof}${until}`,
  neverRestored: "JAMAIS restaurée : elle ne compte pas",
  proven: (documents, seconds) => `${documents} documents, restaurés et comparés en ${seconds} s`,
  until: (day) => `, archive à retirer le ${day}`,
  at: (line, stage, late) => `${line} ; à ${stage ?? "aucune étape"}${late}`,
  late: " ; son temps est passé : npm run snapshot -- expire",
  removedOlder: (count) => `copies des bases plus anciennes retirées : ${count}`,

  none: "aucune",
  wouldCreate: (going) =>
    `copierait les deux bases, restaurerait la copie, et retirerait ${going} ; rien n'a été modifié`,
  wouldVerify: (id) => `restaurerait la copie ${id} dans des conteneurs à elle ; rien n'a été modifié`,

  askRestore: (moment) => `rendre les documents de V1 tels qu'ils étaient à ${moment} ?`,
  wouldRestore: (documents, id, newer) =>
    `restaurerait ${documents} documents de la copie ${id} et en retirerait ${newer} plus récents`,
  restored: (documents, id, newer) =>
    `${documents} documents de la copie ${id} restaurés et ${newer} plus récents retirés`,
  leftAlone: (unchanged, sessions, seconds) =>
    `${unchanged} sont comme ils étaient, ${sessions} sessions ne sont pas touchées (${seconds} s)`,
  writing:
    "les documents de V1 sont écrits : à partir d'ici la restauration va à son terme, même après Ctrl-C",
  back: (id, seconds) =>
    `les documents de V1 sont de nouveau ceux de la copie ${id}, après ${seconds} s ; la suite le prouve`,
  copied: (id) =>
    `ce qui est là est gardé comme copie ${id}, restaurée comme preuve quand les documents de V1 seront revenus`,
  nothingChanged: "rien n'a été modifié",
  before: (id) => `ce qui était là avant est la copie ${id}`,
  outcome: (documents, others, before) => `${documents} ; ${others} ; ${before}`,

  toRemove: (names) => `à retirer : ${names} ; rien n'a été modifié`,
  askRemove: (names) => `retirer pour de bon : ${names} ?`,
  removed: (names) => `retiré : ${names}`,
};
