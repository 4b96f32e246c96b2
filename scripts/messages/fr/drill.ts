import type { Messages } from "../messages.ts";

/** Ce que dit `npm run drill`, qui fait mal se conduire une application de remplacement du labo. */
export const drill: Messages["drill"] = {
  noApp: (known, got) => `attendu : l'un de ${known}, reçu ${got}`,
  nothingToDo: "dites quoi faire : --latency, --errors, --wrong, --crash ou --off",
  offAlone: (got) =>
    `--off finit tout exercice de l'application et va seul, reçu ${got} à côté ; ôtez l'un ou l'autre`,
  tooLong: (seconds, got) =>
    `--latency doit valoir au plus ${seconds}s, reçu ${got} ; écrivez par exemple 200ms`,
  notRunning: (app, instance, state) =>
    `${app} de ${instance} ne tourne pas (${state ?? "il n'a pas de conteneur"}) ; remettez en état : npm run heal`,
  notTaken: (app, code) => `${app} n'a pas pris l'exercice (code de sortie ${code})`,
  none: "aucun exercice",
  wouldSet: (app, what) => `réglerait ${app} : ${what}`,
  set: (app, what) => `${app} réglé : ${what}`,
};
