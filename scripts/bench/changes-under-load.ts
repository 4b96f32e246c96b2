import { setTimeout as pause } from "node:timers/promises";
import type { ChildLoad } from "../lab/load/child.ts";
import type { BenchReport as LoadReport } from "../lab/load/closed-loop.ts";
import { text } from "../messages/messages.ts";
import type { Bench } from "./bench-case.ts";
import { spreadOf } from "./figure.ts";
import { atFullSpeed } from "./full-speed.ts";
import { until } from "./instance.ts";
import { enterStage } from "./stages.ts";

export interface ChangesUnderLoad {
  readonly load: ChildLoad<LoadReport>;
  /** The shares of V2 to go through, in this order. */
  readonly changes: readonly number[];
  /** The load ends when so many requests have ended and every change is made. */
  readonly requests: number;
}

/** What the load saw, and how long each `pulumi up` took (seconds). */
export interface Changed {
  readonly seen: LoadReport;
  readonly ups: readonly number[];
}

const LONGEST_WAIT = 1800;

/**
 * Changes the weight again and again while the load runs, spread over its requests: the first change after the
 * first part of them, and a last part after the last change.
 */
export async function changeUnderLoad(
  bench: Bench,
  { load, changes, requests }: ChangesUnderLoad,
): Promise<Changed> {
  const ended = () => load.snapshot()?.ended ?? 0;
  let over = false;
  // It died, or reached a bound of its own: waiting for more of it would be waiting for ever.
  const end = () => {
    over = true;
  };
  load.done.then(end, end);
  const reach = (count: number) =>
    until(`${count} requests`, LONGEST_WAIT, bench.signal, () => over || ended() >= count);
  const ups: number[] = [];
  try {
    for (const [index, v2] of changes.entries()) {
      await reach(Math.floor((requests * (index + 1)) / (changes.length + 1)));
      // A closed loop takes whatever is left of the machine: a change that gave way to it would never end.
      const { seconds } = await enterStage(atFullSpeed(bench), v2);
      ups.push(seconds);
      bench.report(text.bench.ended(ended(), v2, seconds.toFixed(1)));
    }
    // Old workers serve their last requests and leave.
    await pause(2000);
    await reach(requests);
    const seen = await load.stop();
    if (seen.ended < requests) throw new Error(`only ${seen.ended} of ${requests} requests ended`);
    return { seen, ups };
  } finally {
    await load.stop().catch(() => {});
  }
}

/** Requests without a good answer: none at all, or one that is not 200. */
export function lostOf({ lost, byStatus }: LoadReport): number {
  const bad = Object.entries(byStatus).filter(([status]) => status !== "200");
  return bad.reduce((sum, [, count]) => sum + count, lost);
}

/** What a figure tells of such a run beside the number lost. */
export function settingsOf(
  { seen, ups }: Changed,
  changes: readonly number[],
): Record<string, string | number> {
  const up = spreadOf(ups);
  const releases = Object.entries(seen.byRelease).map(([release, count]) => `${release} ${count}`);
  return {
    requests: seen.ended,
    "changes of weight": `${changes.length} (V2 at ${changes.join(", ")} %)`,
    "connections opened": seen.connections,
    seconds: Math.round(seen.t),
    "requests per second": Math.round(seen.ended / seen.t),
    "answered by": releases.join(", "),
    ...(up === null
      ? {}
      : { "one change": `${up.median.toFixed(1)} s (${up.min.toFixed(1)} .. ${up.max.toFixed(1)})` }),
  };
}
