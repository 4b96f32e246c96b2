import { setTimeout as pause } from "node:timers/promises";
import { CommandError, EXIT } from "../../platform/command/command.ts";
import type { SoakOptions } from "./soak.ts";

const LOOK_EVERY_MS = 50;

/** Counts the writes, and waits for them. */
export interface Clock {
  readonly count: () => void;
  readonly done: () => number;
  /** How far it is, in words. */
  readonly line: () => string;
  /** Resolves after so many writes; rejects when the soak takes too long or is stopped. */
  readonly reached: (writes: number) => Promise<void>;
}

/** Starts now. `over` is aborted when a writer failed. */
export function startClock(
  { signal, maxSeconds, writes }: Pick<SoakOptions, "signal" | "maxSeconds" | "writes">,
  over: AbortSignal,
): Clock {
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  let done = 0;
  return {
    count: () => {
      done += 1;
    },
    done: () => done,
    line: () =>
      `${done} writes, ${Math.round(done / passed())}/s; ${writes} and those of the changes are asked for`,
    async reached(enough) {
      while (done < enough) {
        signal.throwIfAborted();
        over.throwIfAborted();
        if (passed() > maxSeconds) throw tooSlow(done, passed());
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}

function tooSlow(writes: number, seconds: number): CommandError {
  const message = `only ${writes} writes within ${Math.round(seconds)} s, so nothing was compared; see --minutes, and npm run status for what does not run`;
  return new CommandError("SSM-SOAK-SLOW", EXIT.failed, message);
}
