/** Why `npm run pr-check` refuses; what it reports is in `pr-report.ts`. */
export const prCheck = {
  previewing: (place: string, stage: string) => `preview of ${place} at ${stage}`,
  previewingBase: (place: string, stage: string) => `preview of ${place} at ${stage}, as the base has it`,
  noBase: (ref: string, branch: string) =>
    `there is no commit ${ref} here that this one comes from; fetch it (git fetch origin ${branch}), or name another: --base HEAD~1`,
  noExport: (file: string) =>
    `${file} is no exported state of Pulumi; make it anew: npm run pr-check -- --place PLACE --save-state -`,
  noFolder: (folder: string, file: string) => `--out must be a folder, got ${folder}: ${file} is a file`,
  unreadable: (file: string, reason: string) => `the state ${file} cannot be read: ${reason}`,
  notThere: "there is no such file",
  isFolder: "it is a folder",
  forbidden: "this user may not",
  encrypted:
    "the state holds encrypted secrets, whose shape cannot be seen; make it with npm run pr-check -- --place PLACE --save-state -",
};
