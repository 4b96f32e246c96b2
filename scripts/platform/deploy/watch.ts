import { setTimeout as pause } from "node:timers/promises";
import type { Verdict } from "../../../infra/gate/verdict.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text, told } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { watchNow } from "../gate/judge.ts";
import type { Context } from "../instance/context.ts";

const ASK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 10_000;

/**
 * Watches a change for as long as the place says. Returns null when no trigger was met, else the reasons to go
 * back, at most one question (1 s) and one scrape after they were met. Ctrl-C ends the watch, not the stage.
 */
export async function watch(
  context: Context,
  stage: Stage,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { platform, place } = context.stacks;
  const seconds = Math.min(platform.watch, place.shorten.watch ?? platform.watch);
  const began = Date.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  let last: Verdict | null = null;
  context.report(text.change.watching(stage.name, seconds));
  while (Date.now() - began < seconds * 1000) {
    if (signal?.aborted === true) {
      throw new CommandError("SSM-WATCH-ENDED", EXIT.partly, text.errors.watchEnded(stage.name));
    }
    const age = (Date.now() - began) / 1000;
    const { verdict } = await watchNow(context, stage, age);
    last = verdict;
    if (verdict.kind === "rollback" && isOwn(verdict, age)) return verdict.reasons.join("; ");
    if (Date.now() - toldAt >= TELL_EVERY_MS) {
      const { watched, quiet, unknown } = text.change;
      const state = verdict.kind === "pass" ? quiet : unknown(told(verdict.reasons.join("; ")));
      context.report(watched(Math.round(age), state));
      toldAt = Date.now();
    }
    await pause(ASK_EVERY_MS);
  }
  if (last?.kind === "hold")
    context.report(text.change.watchedBlind(stage.name, told(last.reasons.join("; "))));
  return null;
}

/** Whether a trigger was met after the change: a window longer than that also holds what was before, our own check included. */
function isOwn({ lines }: Verdict, age: number): boolean {
  return lines.some(({ judgement, window }) => judgement === "ROLLBACK" && window <= Math.ceil(age));
}
