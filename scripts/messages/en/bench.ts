/** What `npm run bench` says in a terminal; docs/performance.md is English. */
export const bench = {
  damaged: (reason: string) =>
    `docs/performance.json is damaged or was changed by hand, nothing was written: ${reason}\nbring it back: git checkout -- docs/performance.json; or remove it, and the page begins anew with what is measured next`,
  scriptEnded: (command: string, code: number | null, said: string) =>
    `${command} ended with ${code}:\n${said}`,
  minutes: (minutes: number) => (minutes < 1.5 ? "about a minute" : `about ${Math.round(minutes)} minutes`),
  busy: "WARNING: this machine is busy; the figures will say little",
  inAll: (time: string) => `${time} in all, from here`,
  begins: (name: string, time: string) => `${name}, ${time}:`,
  beginsQuick: (name: string) => `${name}:`,
  kept: (instance: string) => `kept; to remove it: npm run down -- --instance ${instance}`,
  nothingMeasured: "stopped as asked; nothing was measured",
  measuredAbove: "stopped as asked; what was measured is above",
  quickWrites: "--write needs whole repetitions: leave out --quick",
  unknownCases: (known: string, got: string) => `--only takes ${known}, got ${got}`,
  twice: "name a group or cases with --only, not both",
  unknownGroup: (got: string, known: string) =>
    `there is no group ${got}: expected ${known}, or cases with --only`,

  head: { name: "name", figure: "figure", spread: "spread", limit: "limit", verdict: "" },
  verdicts: { met: "met", missed: "missed", "not measured": "not measured", "no limit": "no limit" },
  times: (count: number) => `${count} times`,
  notMeasured: (name: string, why: string) => `${name} was not measured: ${why}`,
  quick: "--quick: far fewer requests and repetitions, no proof of anything",
  neverMeasured: (name: string) => `${name} failed, and was never measured before`,
  staying: (name: string, when: string) => `${name} failed: its figures of ${when} stay`,
  anew: "there were no recorded figures: the page begins anew",
  written: "written: docs/performance.json, docs/performance.md",

  failed: (why: string) => `  failed: ${why}`,
  lost: (why: string) => `  lost: ${why}`,
  lostByUser: (why: string) => `  lost by a user: ${why}`,
  to: (where: string) => `  to ${where}`,
  up: (seconds: string) => `  up in ${seconds} s`,
  took: (command: string, seconds: string) => `  ${command} took ${seconds} s`,
  waiting: (stage: string) => `  waiting for the gate of ${stage}`,
  inEffect: (percent: number, seconds: string) => `  ${percent} % in effect ${seconds} s after the verdict`,
  lastAnswer: (seconds: string, whole: string) => `  last answer of V2 after ${seconds} s, whole ${whole} s`,
  lastAndLate: (seconds: string, late: number) =>
    `  last answer of V2 after ${seconds} s, late in the log: ${late}`,
  unanswered: (count: number) => `  ${count} requests of the watching clients got no answer`,
  v1Alone: (v2: number, v1: number, failed: number) =>
    `  V2 answered ${v2}, then V1 ${v1}; ${failed} failed or were not sent`,
  signedIn: (count: number) => `  ${count} people are signed in`,
  signedOut: (out: number, mixed: number, again: number) =>
    `  signed out ${out}, mixed up ${mixed}, alive again ${again}`,
  ended: (requests: number, percent: number, seconds: string) =>
    `  ${requests} requests ended, now ${percent} % (pulumi up in ${seconds} s)`,
  v1Upstream: "  with V1 as the upstream:",
  lightUpstream: "  with a light upstream:",
  atRate: (rate: number, gateway: string, bare: string) =>
    `  at ${rate} requests/s: P95 ${gateway} ms, bare ${bare} ms`,
  besideBare: (gateway: string, bare: string) => `  ${gateway}, bare ${bare}`,
  services: (sizes: string, seconds: string) => `  ${sizes} times the services: ${seconds} s`,
  loaded: (count: number, rate: number, megabytes: string) =>
    `  ${count} documents loaded, ${rate} a second, at most ${megabytes} MB`,
  rates: (native: number, oneWay: number, bothWays: number) =>
    `  documents/s: native replica ${native}, one way ${oneWay}, both ways ${bothWays}`,
  lag: (lag: string, write: string, alone: string) =>
    `  P99 lag ${lag} ms; a write takes ${write} ms, alone ${alone} ms`,
  inStore: (count: number) => `  ${count} documents in V1's store`,
  carried: (seconds: string) => `  carried and looked through in ${seconds} s`,
  lookedThrough: (percent: string, seconds: string) =>
    `  data-sync has looked through ${percent} % after ${seconds} s`,
};
