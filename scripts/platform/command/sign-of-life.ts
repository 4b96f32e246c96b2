import { text } from "../../messages/messages.ts";
import { elapsed } from "../../toolchain/steps.ts";

/** How long a run may say nothing: nobody shall wonder whether it hangs. */
const SILENCE_MS = 10_000;

type Report = (line: string) => void;

/** Does `work`, which reports through its argument, and says how long it takes at each 10 s in which it said nothing. */
export async function withSignsOfLife<T>(report: Report, work: (report: Report) => Promise<T>): Promise<T> {
  const began = performance.now();
  let silent = true;
  const timer = setInterval(() => {
    if (silent) report(`  ${text.change.atWork(elapsed(performance.now() - began))}`);
    silent = true;
  }, SILENCE_MS);
  try {
    return await work((line) => {
      silent = false;
      report(line);
    });
  } finally {
    clearInterval(timer);
  }
}
