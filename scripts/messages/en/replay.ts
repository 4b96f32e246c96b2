/** What `--exclude` and `--until` of a restore ask for and do. */
export const replay = {
  noSnapshot:
    "--exclude and --until say which writes since a snapshot are made again; say which one: --restore-data <snapshot> of rollback-v1, or snapshot restore <id>",
  badOrigin: (got: string) =>
    `--exclude: expected v1 or v2, whose app's writes are left out, got ${JSON.stringify(got)}`,
  badTime: (got: string, example: string) =>
    `--until: expected a moment with its zone, such as ${example}, got ${JSON.stringify(got)}`,
  tooEarly: (id: string, takenAt: string, got: string) =>
    `--until: expected a moment after the snapshot ${id} of ${takenAt}, got ${got}; an earlier snapshot: npm run snapshot -- list`,
  inFuture: (now: string, got: string) =>
    `--until: expected a moment that is past (it is ${now}), got ${got}; leave it out to replay everything`,
  tooShort: (store: string) =>
    `the change log of store-${store} does not reach back to it, so what was written since cannot be made again; take a newer snapshot, or leave out --exclude and --until`,
  done: (replayed: number, leftOut: number, unclear: number) =>
    `writes since then replayed ${replayed}, left out ${leftOut}; documents left as they are, because the log does not tell all of them: ${unclear}`,
};
