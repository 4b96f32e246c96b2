/** Cases that are measured together: `npm run bench -- data`. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  data: ["rollback", "sessions", "carry", "sync", "sync-lag", "sync-memory", "rollback-million"],
};
