import { performance } from "node:perf_hooks";

/** Something that happens at a fixed rate until stopped. */
export interface Pacer {
  stop(): void;
}

/**
 * Calls `onDue` `perSecond` times a second, on a schedule that does not wait for anything: after a stall of this
 * process, every missed call is made up at once. `onDue` gets the scheduled time on performance.now()'s clock,
 * from which a latency must be measured to count the waiting as well.
 */
export function startPacer(perSecond: number, onDue: (scheduledMs: number) => void): Pacer {
  const startedMs = performance.now();
  const scheduledMs = (index: number) => startedMs + (index * 1000) / perSecond;
  let next = 0;
  let timer: NodeJS.Timeout;
  let stopped = false;
  const run = () => {
    while (!stopped && scheduledMs(next) <= performance.now()) onDue(scheduledMs(next++));
    if (!stopped) timer = setTimeout(run, Math.max(0, scheduledMs(next) - performance.now()));
  };
  timer = setTimeout(run, 0);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
