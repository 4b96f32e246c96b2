/** What `rollback-v1 --restore-data --dry-run` says of the restore. */
export const restoreForecast = {
  step: (id: string, takenAt: string, counts: string, time: string) =>
    `restore snapshot ${id} of ${takenAt}: ${counts}; ${time}`,
  frozen: (id: string, why: string) =>
    `not restore snapshot ${id}, for data-sync is frozen (${why}); after the rollback: npm run sync -- unfreeze, then npm run rollback-v1 -- --resume, then npm run snapshot -- restore ${id}`,
  counts: (restored: number, removed: number, unchanged: number, sessions: number) =>
    `write ${restored} documents, remove ${removed} newer ones, leave ${unchanged} as they are and ${sessions} sessions alone`,
  notLooked: "an unknown number of documents, for data-sync does not run and nobody else can look",
  time: (seconds: string, sources: string) => `about ${seconds} s and what the writing takes: ${sources}`,
  unknownTime: (sources: string) =>
    `nothing tells how long${sources === "" ? "" : `, but of a part: ${sources}`}`,
  look: (seconds: string) => `${seconds} s for the look that counted these`,
  snapshot: (seconds: string) =>
    `${seconds} s for a snapshot of what is there now, as long as this one's test restore took`,
};
