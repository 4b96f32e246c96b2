/** What `npm run drill` says, which makes a stand-in of the lab misbehave. */
export const drill = {
  noApp: (known: string, got: string) => `expected one of ${known}, got ${got}`,
  nothingToDo: "say what to do: --latency, --errors, --wrong, --crash or --off",
  offAlone: (got: string) =>
    `--off ends every drill of the app and stands alone, got ${got} beside it; leave one or the other out`,
  tooLong: (seconds: number, got: string) =>
    `--latency must be at most ${seconds}s, got ${got}; write for example 200ms`,
  notRunning: (app: string, instance: string, state: string | null) =>
    `${app} of ${instance} does not run (${state ?? "it has no container"}); put it right: npm run heal`,
  notTaken: (app: string, code: number) => `${app} did not take the drill (exit code ${code})`,
  none: "no drill",
  wouldSet: (app: string, what: string) => `would set ${app}: ${what}`,
  set: (app: string, what: string) => `set ${app}: ${what}`,
};
