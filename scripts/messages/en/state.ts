/** What is said of the Pulumi state and its copies: `npm run state`, and every refusal to work with a broken one. */
export const state = {
  noCopies: "there are no copies yet: every change keeps one",
  present: (words: string) => `present                   ${words}`,
  copy: (name: string, words: string, kilobytes: number) => `${name}  ${words}, ${kilobytes} kB`,
  noneYet: "none yet",
  readable: (stage: string | null, resources: number) => `${stage ?? "no stage"}, ${resources} resources`,
  corrupt: (problem: string) => `CORRUPT: ${problem}`,

  missing: "it is missing",
  empty: "it is empty",
  noJson: (reason: string) => `it is no JSON: ${reason}`,
  noState: (where: string, reason: string | undefined) =>
    `it is no Pulumi state: ${where || "the whole"}: ${reason}`,
  stateOf: (found: string, expected: string) => `it is the state of ${found}, expected that of ${expected}`,

  chosen: (name: string, words: string) => `copy     ${name}: ${words}; it opens with the passphrase`,
  replaced: (words: string) => `present  ${words}`,
  none: "none",
  ask: "put the copy in the place of the present state?",
  declined: "nothing was changed; --yes answers the question",
  wouldPutBack: (next: string) => `would put it back; then run: ${next}`,
  putBack: (next: string) => `it is put back; now run: ${next}`,

  noReadableCopy: (instance: string) =>
    `there is no readable copy of the state of ${instance}; see: npm run state -- list`,
  noCopyNamed: (name: string, instance: string) =>
    `there is no copy ${name} of the state of ${instance}; see: npm run state -- list`,
  corruptCopy: (name: string, problem: string) =>
    `the copy ${name} cannot be put back: ${problem}; nothing was changed`,
  unopenable: (name: string, said: string) =>
    `Pulumi cannot open the copy ${name}, nothing was changed:\n${said}`,
};
