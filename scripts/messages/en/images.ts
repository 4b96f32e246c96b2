/** What `npm run images` says of the lock of production's images, and what it asks. */
export const images = {
  unknownImage: (lock: string, known: string, got: string, guess: string) =>
    `an image of ${lock} must be ${known}, got ${got}${guess}`,
  or: "or",
  didYouMean: (guess: string) => `; did you mean ${guess}?`,

  states: { current: "current", stale: "stale", missing: "missing", unknown: "unknown" },
  unverified: (state: string) => `${state}, unverified`,
  noTag: (tag: string) => `there is no ${tag}`,
  tagIs: (tag: string, digest: string) => `${tag} is ${digest}`,
  noDigest: (registry: string, now: string) => `${registry} does not have the digest; ${now}`,

  unknown: (list: string) => `could not be looked up: ${list}; the reasons are above`,
  missing: (list: string, lock: string) =>
    `missing: ${list}; push them, or mend name and tag in ${lock} and pin them`,
  stale: (list: string) =>
    `stale: ${list}; to take what the tags stand for now: npm run images -- pin ${list}`,
  notNoted: (list: string) => `seen but not noted: ${list}; to note it: npm run images -- check --write`,

  ask: (lock: string) => `write ${lock}?`,
  upToDate: (lock: string) => `${lock} has the digests of its tags already`,
  written: (lock: string, list: string) => `${lock} is written: ${list}`,
  noDigests: "nothing was changed, these digests cannot be had:",
  noImage: (registry: string, image: string) => `${registry} has no ${image}`,
  failed: (lock: string, reason: string) => `${lock} was not changed, writing it failed: ${reason}`,
  changedMeanwhile: (lock: string) =>
    `${lock} was changed by somebody else meanwhile; nothing was written, run this command again`,

  wouldBuild: (reference: string, base: string, own: string, files: string) =>
    `would build ${reference} on ${base}, and add ${own} MB: ${files}`,
  noFiles: "nothing",
  built: (reference: string, megabytes: string, own: string) =>
    `${reference}  ${megabytes} MB, ${own} MB of it beyond the base`,
  next: "next:",
};
