import { setTimeout as pause } from "node:timers/promises";
import { nextStage } from "../../../infra/stage/ladder.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import { text, told } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import { progressLine } from "../command/progress.ts";
import { partsOf } from "../containers/parts.ts";
import { judge } from "../gate/judge.ts";
import type { Context } from "../instance/context.ts";
import { rollBack } from "../rollback/rollback.ts";
import { deploy } from "./deploy.ts";
import { stageReached } from "./preflight.ts";

export interface RolloutOptions {
  /** The stage to stop at. */
  readonly until: Stage;
  readonly signal: AbortSignal;
  /** Shows a line that replaces the one before. */
  readonly live: (line: string) => void;
  /** Called after each stage is reached. */
  readonly reached: (stage: Stage) => void;
}

const ASK_EVERY_MS = 1_000;
/** How much longer than its hold a stage may wait for its gate before the rollout gives up. */
const PATIENCE_HOLDS = 4;
const PATIENCE_SECONDS = 60;

/** Goes on from the stage that is reached, one stage at a time, each when the gate lets it. */
export async function rollOut(context: Context, options: RolloutOptions): Promise<void> {
  const { stages } = context.stacks;
  let at = (await resume(context, options)) ?? (await enter(context, stages[0], options));
  while (stages.indexOf(at) < stages.indexOf(options.until)) at = await climb(context, at, options);
}

/** One stage up. The gate may close again between the look that saw it open and the deploy's own: then it is waited for again. */
async function climb(context: Context, at: Stage, options: RolloutOptions): Promise<Stage> {
  const { shorten } = context.stacks.place;
  const hold = Math.min(at.hold, shorten.hold ?? at.hold);
  const until = Date.now() + (hold * PATIENCE_HOLDS + PATIENCE_SECONDS) * 1000;
  const next = nextStage(context.stacks.stages, at) ?? undefined;
  for (;;) {
    await waitForGate(context, at, until, options);
    const entered = await tryEnter(context, next, options);
    if (entered !== null) return entered;
  }
}

/** The stage that an earlier run reached, put right when a part of it is gone; null on an empty platform. */
async function resume(context: Context, options: RolloutOptions): Promise<Stage | null> {
  const at = await stageReached(context);
  if (at === null) return null;
  if (!(await isWhole(context))) return enter(context, at, options);
  context.report(text.change.goingOn(at.name));
  options.reached(at);
  return at;
}

async function isWhole(context: Context): Promise<boolean> {
  const parts = await partsOf(context.docker, context.instance);
  return parts.length > 0 && parts.every((part) => part.state === "healthy");
}

async function enter(context: Context, stage: Stage | undefined, options: RolloutOptions): Promise<Stage> {
  const entered = await tryEnter(context, stage, options);
  if (entered !== null) return entered;
  throw new CommandError("SSM-HELD", EXIT.held, text.errors.notEntered(stage?.name));
}

/** The stage once it is reached, null when the gate held it back. */
async function tryEnter(
  context: Context,
  stage: Stage | undefined,
  options: RolloutOptions,
): Promise<Stage | null> {
  if (stage === undefined) throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, text.errors.noNextStage);
  const code = await deploy(context, stage, {
    dryRun: false,
    allowReplace: false,
    signal: options.signal,
  });
  if (code !== EXIT.done) return null;
  options.reached(stage);
  return stage;
}

async function waitForGate(
  context: Context,
  stage: Stage,
  until: number,
  { signal, live }: RolloutOptions,
): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new CommandError("SSM-STOPPED", EXIT.partly, text.errors.stopped(stage.name));
    const judgement = await judge(context, stage);
    live(progressLine(stage, judgement, Date.now() / 1000));
    if (judgement.verdict.kind === "pass") return;
    if (judgement.verdict.kind === "rollback") {
      const reason = judgement.verdict.reasons.join("; ");
      await rollBack(context, { reason });
      throw new CommandError("SSM-ROLLED-BACK", EXIT.rolledBack, text.errors.rolledBack(told(reason)));
    }
    if (Date.now() > until) {
      throw new CommandError(
        "SSM-HELD",
        EXIT.held,
        text.errors.held(stage.name, told(judgement.verdict.reasons.join("; "))),
      );
    }
    await pause(ASK_EVERY_MS);
  }
}
