/** How the platform is doing: `npm run status`, and the line that `npm start` writes over. */
export const status = {
  instance: (name: string, place: string, folder: string) =>
    `instance    ${name} of ${place}, state in ${folder}`,
  stage: (name: string | undefined) => `stage       ${name ?? "none yet"}`,
  killSwitch: (state: string) => `kill switch ${state}`,
  on: "ON: every request goes to V1",
  off: "off",
  unknown: "unknown: no gateway runs that could tell",
  fence: (since: string) => `fence       up since ${since}: V2's app may not write in store-v2`,
  notHealthy: "not everything is healthy; what is gone or stopped is put right by: npm run heal",
  wayBack: "everybody back on V1: npm run rollback-v1",
  nobodyServed: (gateway: string, state: string) => `NOBODY IS SERVED: ${gateway} is ${state}`,

  alert: (name: string, severity: string, since: string, summary: string) =>
    `ALERT       ${name}, ${severity}, since ${since}: ${summary}`,
  pendingAlert: (name: string, severity: string, since: string, summary: string) =>
    `pending     ${name}, ${severity}, since ${since}: ${summary}`,
  alertNext: (runbook: string) => `            next: ${runbook}`,
  alertsUnknown: (reason: string) => `alerts      unknown: ${reason}`,
  severity: { critical: "critical", warning: "warning" },

  split: (asked: number, seen: string) => `split ${asked} % asked, ${seen} seen`,
  side: (release: string, errors: string, p95: string) => `${release} errors ${errors}, P95 ${p95}`,
  gain: (gain: string) => `gain ${gain}`,
  left: (seconds: number) => `${seconds} s left`,
  noData: "no data",
};
