import type { Messages } from "../messages.ts";

/** Ce que dit le rapport de `npm run pr-check` au terminal ; le commentaire publié est en anglais. */
export const prReport: Messages["prReport"] = {
  summary: "Résumé",
  mistakes: (count) => `Fautes dans les fichiers YAML : ${count}`,
  values: (count) => `Valeurs qui changent : ${count}`,
  files: (count) => `Fichiers qui changent : ${count}`,
  stages: (count) => `${count} étapes`,
  looserThanBefore: "! plus lâche qu'avant : cela retient, juge ou ramène V2 moins strictement",

  judges: {
    policies: "policies/ : les règles qui ont jugé ce changement en font partie",
    workflows: ".github/ : des workflows changent",
    own: "scripts/pr-check : le code même de ce rapport fait partie du changement",
    packages: "des paquets changent : comparez package-lock.json avec ce qui est voulu",
    state: "un état exporté fait partie du changement",
  },
  warning: (what) => `! ATTENTION : ${what}`,
  looser: (path, before, after, file) =>
    `! ATTENTION : plus lâche : ${path} ${before} -> ${after} dans ${file}`,
  noValues: "  valeurs des fichiers YAML : rien ne change",
  someValues: (count) => `  valeurs des fichiers YAML : ${count} changent, voir plus bas`,
  noBase: (reason) => `! la base ne peut être rendue, donc les fichiers ne sont pas comparés : ${reason}`,
  compared: (head, base) => `  comparés : l'arbre sur le commit ${head} avec le commit ${base}`,
  wrongInput: "- FAUTES : il y en a dans les fichiers YAML, voir plus bas ; rien d'autre n'a été regardé",
  allPass: (rules) => `+ les fichiers sont justes, et les ${rules} règles passent toutes`,
  refused: (place, reason) => `- REFUS : ${place} : ${reason}, voir plus bas`,
  refusedBy: (rules) => `- REFUS par les règles : ${rules}, voir plus bas`,
  refusedBefore: (rules) =>
    `- REFUS par les règles, comme la base déjà et sans ce changement : ${rules}, voir plus bas`,
  stays: (place, stage, share) => `${place} reste à ${stage} : ${share}`,
  goes: (place, from, to, share) => `${place} va de ${from} à ${to} : ${share}`,
  share: (percent) => `V2 reçoit ${percent} % du trafic`,
  was: (percent) => `, avant ${percent} %`,
  asks: (stage, gate) => `  ce que ${stage} demande avant d'être quittée, tel quel : ${gate}`,
  stepChanges: (names) => `  ce que le pas change : ${names}, voir plus bas`,
  judgedOnly: (stage) =>
    `  les règles n'ont jugé que ${stage}, faute d'état exporté ; npm test juge chaque étape`,
  notCompared: (place) => `  ressources de ${place} : non comparées, aucun état n'est exporté`,
  resources: (place, counts, unchanged) => `  ressources de ${place} : ${counts}, ${unchanged} inchangées`,
  replaces: (place, names) =>
    `! ATTENTION : ${place} remplace, et un conteneur s'arrête pour cela : ${names}`,
  loses: (place, names) => `! ATTENTION : ${place} perd : ${names}`,
  notTold: (place) =>
    `! ATTENTION : certaines ne viennent peut-être pas de ce changement, voir l'aperçu de ${place}`,
  older: (count, place) =>
    `  ${count} de plus diffèrent déjà dans la base : l'état est plus ancien ; npm run pr-check -- --place ${place} --save-state - le renouvelle`,
  nothingGenerated: "  ce qu'une étape génère : rien ne change",
  generated: (names) => `  ce qu'une étape génère : ${names} change`,
  rulesGone: (names) => `! ATTENTION : des règles ont disparu : ${names}`,
  newRules: (names) => `  nouvelles règles : ${names}`,

  preview: (place, stage, counts) => `pulumi preview de ${place} à ${stage} : ${counts}`,
  unchanged: (count) => `  ${count} inchangées`,
  rule: (rule, resource, message) => `- règle ${rule}, ${resource} : ${message}`,
  ruleBefore: (rule, resource, message) => `  dans la base aussi : règle ${rule}, ${resource} : ${message}`,
  dueUnknown: (reason) =>
    `! ce qui vient du retard de l'état sur la base ne peut en être distingué : ${reason}`,
  due: (names) => `  non par ce changement, la base le fait aussi, car l'état est plus ancien : ${names}`,
  empty: (stage) =>
    `  face à une plateforme VIDE à ${stage}, faute d'état exporté : cela montre si les règles passent, non ce qui change`,
  ofBase: " de la base",
  ofChange: ", que CE CHANGEMENT LUI-MÊME apporte : ne vous y fiez pas",
  against: (file, whose, stage, changedAt) =>
    `  face à ${file}${whose}, sans valeurs secrètes : la plateforme à ${stage}, changée en dernier ${changedAt}`,
  noStage: "aucune étape encore",
};
