import type { Messages } from "../messages.ts";

/** Ce qui est dit de l'état de Pulumi et de ses copies : `npm run state`, et chaque refus de travailler sur un état abîmé. */
export const state: Messages["state"] = {
  noCopies: "il n'y a pas encore de copie : chaque modification en garde une",
  present: (words) => `présent                   ${words}`,
  copy: (name, words, kilobytes) => `${name}  ${words}, ${kilobytes} ko`,
  noneYet: "aucun encore",
  readable: (stage, resources) => `${stage ?? "aucune étape"}, ${resources} ressources`,
  corrupt: (problem) => `CORROMPU : ${problem}`,

  missing: "il manque",
  empty: "il est vide",
  noJson: (reason) => `ce n'est pas du JSON : ${reason}`,
  noState: (where, reason) => `ce n'est pas un état de Pulumi : ${where || "le tout"} : ${reason}`,
  stateOf: (found, expected) => `c'est l'état de ${found}, attendu : celui de ${expected}`,

  chosen: (name, words) => `copie    ${name} : ${words} ; la phrase secrète l'ouvre`,
  replaced: (words) => `présent  ${words}`,
  none: "aucun",
  ask: "mettre la copie à la place de l'état présent ?",
  declined: "rien n'a été modifié ; --yes répond à la question",
  wouldPutBack: (next) => `la remettrait ; lancez ensuite : ${next}`,
  putBack: (next) => `elle est remise ; lancez maintenant : ${next}`,

  noReadableCopy: (instance) =>
    `il n'y a pas de copie lisible de l'état de ${instance} ; voyez : npm run state -- list`,
  noCopyNamed: (name, instance) =>
    `il n'y a pas de copie ${name} de l'état de ${instance} ; voyez : npm run state -- list`,
  corruptCopy: (name, problem) => `la copie ${name} ne peut être remise : ${problem} ; rien n'a été modifié`,
  unopenable: (name, said) => `Pulumi ne peut ouvrir la copie ${name}, rien n'a été modifié :\n${said}`,
};
