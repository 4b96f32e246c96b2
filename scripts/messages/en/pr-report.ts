/** What the report of `npm run pr-check` says; the posted comment is English. */
export const prReport = {
  summary: "Summary",
  mistakes: (count: number) => `Mistakes in the YAML files: ${count}`,
  values: (count: number) => `Values that change: ${count}`,
  files: (count: number) => `Files that change: ${count}`,
  stages: (count: number) => `${count} stages`,
  looserThanBefore: "! looser than before: it holds, judges or brings back V2 less strictly",

  judges: {
    policies: "policies/: the rules that judged this change are part of it",
    workflows: ".github/: workflows change",
    own: "scripts/pr-check: this report's own code is part of the change",
    packages: "packages change: compare package-lock.json with what is meant",
    state: "an exported state is part of the change",
  },
  warning: (what: string) => `! WARNING: ${what}`,
  looser: (path: string, before: string | null, after: string | null, file: string) =>
    `! WARNING: looser: ${path} ${before} -> ${after} in ${file}`,
  noValues: "  values in YAML files: nothing changes",
  someValues: (count: number) => `  values in YAML files: ${count} changed, see below`,
  noBase: (reason: string) => `! the base cannot be rendered, so files are not compared: ${reason}`,
  compared: (head: string, base: string) => `  compared: the tree on commit ${head} with commit ${base}`,
  wrongInput: "- WRONG INPUT: there are mistakes in the YAML files, see below; nothing else was looked at",
  allPass: (rules: number) => `+ the input is right, and all ${rules} rules of the policy pack pass`,
  refused: (place: string, reason: string) => `- REFUSED: ${place}: ${reason}, see below`,
  refusedBy: (rules: string) => `- REFUSED by the policy pack: ${rules}, see below`,
  refusedBefore: (rules: string) =>
    `- REFUSED by the policy pack, as the base is already and not by this change: ${rules}, see below`,
  stays: (place: string, stage: string, share: string) => `${place} stays at ${stage}: ${share}`,
  goes: (place: string, from: string, to: string, share: string) =>
    `${place} goes from ${from} to ${to}: ${share}`,
  share: (percent: number) => `V2 gets ${percent} % of the traffic`,
  was: (percent: number) => `, was ${percent} %`,
  asks: (stage: string, gate: string) => `  what ${stage} asks before it is left, as written: ${gate}`,
  stepChanges: (names: string) => `  what the step changes: ${names}, see below`,
  judgedOnly: (stage: string) =>
    `  the rules were judged at ${stage} only, because no state was exported; npm test judges every stage`,
  notCompared: (place: string) => `  resources of ${place}: not compared, no state was exported`,
  resources: (place: string, counts: string, unchanged: number) =>
    `  resources of ${place}: ${counts}, ${unchanged} unchanged`,
  replaces: (place: string, names: string) =>
    `! WARNING: ${place} replaces, and a container stops for that: ${names}`,
  loses: (place: string, names: string) => `! WARNING: ${place} loses: ${names}`,
  notTold: (place: string) =>
    `! WARNING: some of them may not come from this change, see the preview of ${place}`,
  older: (count: number, place: string) =>
    `  ${count} more differ in the base already: the state is older; npm run pr-check -- --place ${place} --save-state - renews it`,
  nothingGenerated: "  what a stage generates: nothing changes",
  generated: (names: string) => `  what a stage generates: ${names} changes`,
  rulesGone: (names: string) => `! WARNING: rules are gone: ${names}`,
  newRules: (names: string) => `  new rules: ${names}`,

  preview: (place: string, stage: string, counts: string) =>
    `pulumi preview of ${place} at ${stage}: ${counts}`,
  unchanged: (count: number) => `  ${count} unchanged`,
  rule: (rule: string, resource: string, message: string) => `- rule ${rule}, ${resource}: ${message}`,
  ruleBefore: (rule: string, resource: string, message: string) =>
    `  in the base too: rule ${rule}, ${resource}: ${message}`,
  dueUnknown: (reason: string) => `! what the state is behind the base is not told apart from it: ${reason}`,
  due: (names: string) => `  not by this change, the base does it too, for the state is older: ${names}`,
  empty: (stage: string) =>
    `  against an EMPTY platform at ${stage}, because no state was exported: it shows whether the rules pass, not what changes`,
  ofBase: " of the base",
  ofChange: ", which THIS CHANGE ITSELF brings: do not rely on it",
  against: (file: string, whose: string, stage: string, changedAt: string) =>
    `  against ${file}${whose}, without secret values: the platform at ${stage}, last changed ${changedAt}`,
  noStage: "no stage yet",
};
