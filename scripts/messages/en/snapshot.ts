/** What `npm run snapshot` says and asks, and what a change says of the copies that it takes. */
export const snapshot = {
  line: (id: string, megabytes: string, proof: string, until: string) =>
    `snapshot ${id}: ${megabytes} MB, ${proof}${until}`,
  neverRestored: "NEVER restored: it does not count",
  proven: (documents: number, seconds: string) =>
    `${documents} documents, restored and compared in ${seconds} s`,
  until: (day: string) => `, archive to be removed on ${day}`,
  at: (line: string, stage: string | null, late: string) => `${line}; at ${stage ?? "no stage"}${late}`,
  late: "; its time is over: npm run snapshot -- expire",
  removedOlder: (count: number) => `removed ${count} older snapshots`,

  none: "none",
  wouldCreate: (going: string) =>
    `would copy both stores, restore the copy, and remove ${going}; nothing was changed`,
  wouldVerify: (id: string) => `would restore snapshot ${id} in containers of its own; nothing was changed`,

  askRestore: (moment: string) => `make V1's documents what they were at ${moment}?`,
  wouldRestore: (documents: number, id: string, newer: number) =>
    `would restore ${documents} documents of snapshot ${id} and remove ${newer} newer ones`,
  restored: (documents: number, id: string, newer: number) =>
    `restored ${documents} documents of snapshot ${id} and removed ${newer} newer ones`,
  leftAlone: (unchanged: number, sessions: number, seconds: string) =>
    `${unchanged} are as they were, ${sessions} sessions are left alone (${seconds} s)`,
  writing: "writing V1's documents: from here on the restore runs to its end, also after Ctrl-C",
  back: (id: string, seconds: string) =>
    `V1's documents are those of snapshot ${id} again, after ${seconds} s; what follows proves it`,
  copied: (id: string) =>
    `what is there now is kept as snapshot ${id}, which is restored for proof when V1's documents are back`,
  nothingChanged: "nothing was changed",
  before: (id: string) => `what was there before is snapshot ${id}`,
  outcome: (documents: string, others: string, before: string) => `${documents}; ${others}; ${before}`,

  toRemove: (names: string) => `to be removed: ${names}; nothing was changed`,
  askRemove: (names: string) => `remove for good: ${names}?`,
  removed: (names: string) => `removed ${names}`,
};
