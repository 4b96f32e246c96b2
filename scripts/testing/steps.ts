import { createSteps, type Detail, type StepOptions } from "../toolchain/steps.ts";
import { add, countsText, failure, NOTHING, type Tally } from "./tally.ts";

/** Steps that are counted together; a failed one is told and stops no other. */
export interface TestSteps {
  run(title: string, work: (detail: Detail) => Promise<Tally>): Promise<void>;
  /** Counts what happened between the steps. */
  note(tally: Tally): void;
  tally(): Tally;
}

class StepFailed extends Error {}

/** Steps shown with their times, as a preparation shows its own. */
export function createTestSteps(options: StepOptions): TestSteps {
  const steps = createSteps(options);
  let sum = NOTHING;
  const note = (tally: Tally) => {
    sum = add(sum, tally);
  };
  return {
    note,
    tally: () => sum,
    run: (title, work) =>
      steps
        .run(title, async (detail) => {
          const tally = await work(detail);
          note(tally);
          if (tally.failures.length > 0) throw new StepFailed();
          return { value: undefined, said: tally.passed + tally.skipped > 0 ? countsText(tally) : "" };
        })
        .catch((error: unknown) => {
          if (error instanceof StepFailed) return;
          note(
            failure(`${title}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
          );
        }),
  };
}
