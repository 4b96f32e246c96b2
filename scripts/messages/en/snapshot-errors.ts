/** Why no copy of the stores is taken, found or restored. */
export const snapshotErrors = {
  use: (got: string) => `expected create, list, verify [id], restore <id> or expire, got ${got}`,
  none: "there is no snapshot yet: npm run snapshot -- create",
  unknown: (id: string | undefined, known: string) => `there is no snapshot ${id}; expected one of ${known}`,
  expired: (id: string) =>
    `snapshot ${id} holds personal data whose time is over, so it is not opened; remove it: npm run snapshot -- expire`,

  unreadable: (file: string) =>
    `${file} cannot be read, so its snapshot is not listed; it stays until somebody looks`,

  keyGone: (file: string) => `${file} is gone, and nothing else opens the snapshots that are there`,
  noKey: (file: string, digits: number) => `${file} must hold ${digits} hexadecimal digits`,
  keyFix: (problem: string) =>
    `${problem}. Put it back from a copy, or move the folder snapshots/ beside it away`,

  notTaken: (reason: string) => `no snapshot was taken: ${reason}`,
  notRunning: (service: string) => `${service} does not run`,
  apart: (milliseconds: number) =>
    `the stores answered ${milliseconds} ms apart; try again when they are less busy`,
  gaveNone: (said: string) => `the store gave no copy: ${said}`,
  noImage: (service: string) => `there is no ${service} to take the image of`,

  unusable: (id: string, reason: string) =>
    `snapshot ${id} cannot be restored: ${reason}; nothing was changed in the stores`,
  damaged: (store: string, found: string) =>
    `the file of ${store} is not what was written: its SHA-256 is ${found}`,
  missing: (store: string) => `the file of ${store} is missing`,
  notLoaded: (seconds: number, said: string) =>
    `a restored store has not read its copy within ${seconds} s: ${said}`,
  notThrough: (state: string, why: string) => `data-sync between the restored stores is ${state}${why}`,
  frozenThere: (why: string) =>
    `the two copies differ, and data-sync, which would settle that, is frozen (${why}); first: npm run sync -- unfreeze`,
  differs: (key: string, how: string, others: number) =>
    `${key} is ${how}, and ${others} others are not the same either`,

  syncDown: "data-sync does not run, nothing was changed; put it right with npm run heal",
  syncFrozen: (why: string) =>
    `data-sync is frozen (${why}) and would carry nothing to V2, nothing was changed; first: npm run sync -- unfreeze`,
  notRestored: (reason: string, id: string, options: string) =>
    `rolled back, but the data of ${id} are not restored: ${reason}\nfinish with: npm run snapshot -- restore ${id}${options}`,
  otherSnapshot: (reason: string) =>
    `rolled back, but no data are restored: ${reason}\nanother snapshot may do: npm run snapshot -- list`,
  restoreLater: (id: string, options: string) =>
    `the data of ${id} are not restored; afterwards: npm run snapshot -- restore ${id}${options}`,
  noWayBack: (id: string, reason: string) =>
    `V1's documents are restored and carried to V2, but the snapshot of what was there before is not proven: ${reason}. Look at it: npm run snapshot -- verify ${id}`,
  begun: (reason: string, before: string, id: string) =>
    `${reason}; what was there before stays as snapshot ${before}. See npm run sync -- status, then again: npm run snapshot -- restore ${id}`,
};
