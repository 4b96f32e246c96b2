/** What is said while a stage is changed, watched or left, and after it. */
export const change = {
  preflight: (from: string | undefined, to: string) =>
    `preflight: from ${from ?? "an empty platform"} to ${to}`,
  finishing: (stage: string) =>
    `finishing the interrupted change to ${stage}: its gate was passed before it began`,
  wouldApply: (stage: string, hasSnapshot: boolean) =>
    `would now ${hasSnapshot ? "take a snapshot and " : ""}run pulumi up to ${stage}; nothing was changed. To see it: npm run pulumi -- preview`,
  verdict: (stage: string, kind: string) => `verdict of ${stage}: ${kind}`,
  warning: (what: string) => `WARNING: ${what}`,
  applying: (stage: string, share: number) => `pulumi up: ${stage}, ${share} % of the traffic to V2`,
  atWork: (taken: string) => `pulumi is at work, ${taken}`,
  applied: (seconds: string) => `applied in ${seconds} s`,
  seen: (onV2: number, users: number, share: number, state: string) =>
    `through the public address: ${onV2} of ${users} users on V2 (asked ${share} %), TLS 1.3, headers and stickiness ${state}`,
  fine: "fine",
  notFine: "NOT fine",
  watching: (stage: string, seconds: number) => `watching ${stage} for ${seconds} s`,
  watched: (seconds: number, what: string) => `  ${seconds} s: ${what}`,
  quiet: "no trigger is met",
  unknown: (reasons: string) => `not yet known: ${reasons}`,
  goingOn: (stage: string) => `going on from ${stage}`,
  watchedBlind: (stage: string, reasons: string) =>
    `WARNING: the watch of ${stage} is over and could not tell everything: ${reasons}`,
  nothingDiffers: (from: string, to: string) => `nothing differs between ${from} and ${to}`,
  reached: (stage: string) => `${stage} is reached`,
  stopping: "stopping after the running step; the platform goes on serving. Once more to stop at once",
  stoppingOnV1: "every request goes to V1; stopping after the running step. Once more to stop at once",
  stoppedAtOnce:
    "stopped at once, maybe in the middle of a step; the same command again repairs what that leaves, and goes on",
  stoppingChange: (pid: number) => `stopping the running change (pid ${pid})`,

  thrown: (seconds: string) => `kill switch thrown in ${seconds} s: every request goes to V1`,
  notThrown: (reason: string) => `the kill switch is NOT thrown: ${reason}`,
  wouldOnlyThrow:
    "would throw the kill switch (traffic on V1 within 1 s); going down needs the instance's state, which is not on this machine; nothing was changed",
  seenOnV1: (onV1: number, users: number) => `through the public address: ${onV1} of ${users} users on V1`,
  rolledBack: (stage: string, seconds: string) =>
    `rolled back to ${stage} in ${seconds} s; the kill switch stays on until: npm run kill-switch -- off --reason "…"`,

  users: (users: number, rate: number, addresses: string) =>
    `traffic: ${users} users, ${rate} requests/s; their addresses (${addresses}) have no rate limit`,
};
