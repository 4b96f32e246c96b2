import { basename, join } from "node:path";
import { text } from "../messages/messages.ts";
import type { Engine } from "../toolchain/engine.ts";
import { withLock } from "../toolchain/lock.ts";
import { cacheDir } from "../toolchain/paths.ts";
import { runFiles } from "./run-files.ts";
import type { TestSteps } from "./steps.ts";
import { failure, type Tally } from "./tally.ts";
import { removeTestInstance } from "./test-instance.ts";

/** On which platform stories are told. */
export interface StoryOptions {
  readonly engine: Engine;
  /** The instance of their own, which nobody else uses. */
  readonly instance: string;
  /** Goes on with the instance if it is there, and leaves it running. */
  readonly keep: boolean;
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What came of one file of stories. */
export interface Story {
  readonly title: string;
  readonly tally: Tally;
  readonly milliseconds: number;
}

/** Tells stories one after the other on an instance that is removed before and after. One run at a time for each instance. */
export async function runStories(
  files: readonly string[],
  steps: TestSteps,
  options: StoryOptions,
): Promise<Story[]> {
  const { instance, report, signal } = options;
  const lock = { what: text.locks.testing(instance), report, signal };
  return withLock(join(cacheDir(), `${instance}-instance.lock`), lock, () => tell(files, steps, options));
}

async function tell(files: readonly string[], steps: TestSteps, options: StoryOptions): Promise<Story[]> {
  const { engine, instance, keep, report, signal } = options;
  if (!keep) await removeTestInstance(engine, instance, report);
  const told: Story[] = [];
  try {
    const env = { SSM_INSTANCE: instance };
    for (const file of files) {
      if (signal.aborted) break;
      const title = basename(file)
        .replace(/\.\w+\.ts$/, "")
        .replace(/-/g, " ");
      const began = performance.now();
      let tally = failure(`${title} was not told`);
      await steps.run(title, async (running) => {
        tally = await runFiles([file], 1, { signal, env, onLine: report, onTest: running });
        return tally;
      });
      told.push({ title, tally, milliseconds: performance.now() - began });
    }
    return told;
  } finally {
    if (keep) report(`instance ${instance} is kept; to remove it: npm run down -- --instance ${instance}`);
    else await removeTestInstance(engine, instance, report);
  }
}
