/** Why `npm run pr-check` refuses; what it reports is the text of the posted comment, and English. */
export const prCheck = {
  noBase: (ref: string) =>
    `there is no commit ${ref} here that this one comes from; fetch it (git fetch origin main), or name another: --base HEAD~1`,
  noExport: (file: string) =>
    `${file} is no exported state of Pulumi; make it anew: npm run pr-check -- --place PLACE --save-state -`,
  unreadable: (file: string, reason: string) => `the state ${file} cannot be read: ${reason}`,
  encrypted:
    "the state holds encrypted secrets, whose shape cannot be seen; make it with npm run pr-check -- --place PLACE --save-state -",
};
