import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/messages.ts";
import { isKilled } from "../platform/rollback/kill.ts";
import type { Bench } from "./bench-case.ts";
import { until } from "./instance.ts";
import { loadTarget } from "./loads.ts";
import { runScript } from "./run-script.ts";
import { type V2Watch, watchV2 } from "./v2-watch.ts";

/** Clients that watch for V2's last answer. */
export const WATCHERS = 16;

const V2_WITHIN = 60;

/** Lifts the kill switch, if it is on. */
export async function liftKillSwitch({ context, signal }: Bench): Promise<void> {
  if (!(await isKilled(context.docker, context.instance))) return;
  await runScript("kill-switch.mjs", ["off", "--reason", "bench"], { signal });
}

/** Runs `work` with the kill switch on, and lifts it afterwards. */
export async function withKillSwitch<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  await runScript("kill-switch.mjs", ["on", "--reason", "bench"], bench);
  try {
    return await work();
  } finally {
    await liftKillSwitch(bench);
  }
}

/** Runs `work` while clients watch V2, which has begun to answer; lifts the kill switch afterwards. */
export async function whileV2Answers<T>(bench: Bench, work: (watch: V2Watch) => Promise<T>): Promise<T> {
  await liftKillSwitch(bench);
  const watch = watchV2(loadTarget(bench.context), WATCHERS);
  try {
    await until("an answer of V2", V2_WITHIN, bench.signal, () => watch.lastAnswer() !== null);
    // A busy V2, not its first request.
    await pause(1000, undefined, { signal: bench.signal });
    return await work(watch);
  } finally {
    await watch.stop();
    await liftKillSwitch(bench);
    if (watch.failed() > 0) bench.report(text.bench.unanswered(watch.failed()));
  }
}
