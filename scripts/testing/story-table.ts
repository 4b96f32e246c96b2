import { elapsed } from "../toolchain/steps.ts";
import type { Story } from "./run-stories.ts";

/** One line per story: what it is about, how many of its cases passed and failed, how long it took. */
export function storyTable(stories: readonly Story[]): string[] {
  const width = Math.max(5, ...stories.map(({ title }) => title.length));
  const line = (title: string, passed: unknown, failed: unknown, time: string) =>
    `${title.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}  ${time}`;
  return [
    line("fault", "passed", "failed", "time"),
    ...stories.map(({ title, tally, milliseconds }) =>
      line(title, tally.passed, tally.failures.length, elapsed(milliseconds)),
    ),
  ];
}
