import { counted } from "./counted.ts";

/** What `npm run sync` says itself; what data-sync answers is in `sync-answers.ts`. */
export const sync = {
  notRunning: "data-sync does not run, so nothing is carried; npm run heal starts it again",
  noAnswer:
    "data-sync ended before it had answered; if it is of another version than this checkout, `npm run heal` makes it again",
  unknown: (word: string, known: string) =>
    `there is no command ${JSON.stringify(word)} here; expected one of ${known}`,
  ask: "do it?",
  repairPlanUse:
    "--repair-plan belongs to verify and takes the file to write: verify --full --repair-plan plan.jsonl",
  noFile: (got: string) => `--repair-plan takes the path of a file, got '${got}'`,
  unwritable: (file: string, code: string | undefined) =>
    `${file} cannot be written (${code}): name a file in a folder that is there and allowed`,
  compared: {
    all: (count: number) => `${counted(count, "document")} compared`,
    chosen: (count: number) => `${counted(count, "document")} compared by chance`,
    left: (count: number) => `${counted(count, "document")} compared from there on`,
    equal: (what: string, file: string) => `${what}: all equal; ${file} says so`,
    differ: (what: string, different: number, file: string) =>
      `${what}: ${different} not equal; ${file} lists how`,
  },
};
