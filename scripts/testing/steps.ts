import { elapsed } from "../toolchain/steps.ts";
import { add, countsText, failure, NOTHING, type Tally } from "./tally.ts";

/** Where the steps are told, and how many there are. */
export interface TestStepOptions {
  readonly report: (line: string) => void;
  /** colours are for terminals only */
  readonly colour: boolean;
  readonly total: number;
}

/** Steps that are counted together; a failed one is told and stops no other. */
export interface TestSteps {
  /** `work` may say which part of it is running: a sign of life every 30 s names it. */
  run(title: string, work: (running: (part: string) => void) => Promise<Tally>): Promise<void>;
  /** Counts what happened between the steps. */
  note(tally: Tally): void;
  tally(): Tally;
}

const SIGN_OF_LIFE_MS = 30_000;
const COLOURS = { green: 32, red: 31 } as const;

/** Steps shown with their times and counts. */
export function createTestSteps({ report, colour, total }: TestStepOptions): TestSteps {
  const paint = (word: string, as: keyof typeof COLOURS) =>
    colour ? `\u001b[${COLOURS[as]}m${word}\u001b[0m` : word;
  let number = 0;
  let sum = NOTHING;
  const note = (tally: Tally) => {
    sum = add(sum, tally);
  };
  return {
    note,
    tally: () => sum,
    async run(title, work) {
      number += 1;
      const place = `[${number}/${total}]`;
      const began = performance.now();
      const time = () => elapsed(performance.now() - began);
      let part = "";
      const life = setInterval(
        () => report(`${place} ${title}: ${time()}${part && `, ${part}`}`),
        SIGN_OF_LIFE_MS,
      );
      const running = (name: string) => {
        part = name;
      };
      const tally = await work(running).catch((error: unknown) => failure(`${title}\n${textOf(error)}`));
      clearInterval(life);
      note(tally);
      const counts = tally.passed + tally.skipped.length > 0 ? `: ${countsText(tally)}` : "";
      const word = tally.failures.length === 0 ? paint("ok", "green") : paint("FAILED", "red");
      report(`${place} ${word} ${title} in ${time()}${counts}`);
      for (const skipped of tally.skipped) report(`  skipped: ${skipped}`);
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
