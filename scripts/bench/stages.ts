import { nextStage } from "../../infra/stage/ladder.ts";
import type { Stage } from "../../infra/stage/schema.ts";
import { text } from "../messages/messages.ts";
import { stageReached } from "../platform/deploy/preflight.ts";
import { stageNamed } from "../platform/deploy/stage-named.ts";
import type { Applied } from "../platform/pulumi/apply.ts";
import { changeTo } from "../platform/pulumi/change.ts";
import type { Bench } from "./bench-case.ts";

/** What entering a stage needs. */
type Entering = Pick<Bench, "context" | "signal">;

/** The stages to enter from `at` to get to `to`: down in one step, up one by one, none when it is there. */
export function wayTo(stages: readonly Stage[], at: Stage, to: Stage): Stage[] {
  if (stages.indexOf(to) < stages.indexOf(at)) return [to];
  const way: Stage[] = [];
  for (let stage = at; stage !== to; ) {
    const next = nextStage(stages, stage);
    if (next === null) throw new Error(`there is no way from ${at.name} to ${to.name}`);
    way.push(next);
    stage = next;
  }
  return way;
}

/** One change of weight as deploy-v2 makes it: a line in the journal, `pulumi up` with the policy pack, another line. */
export async function enterStage({ context, signal }: Entering, v2: number): Promise<Applied> {
  signal.throwIfAborted();
  const from = await stageReached(context);
  const to = stageNamed(context.stacks.stages, String(v2));
  const options = { refresh: false, allowReplace: true, signal };
  return changeTo({ ...context, report: () => {} }, from, to, options);
}

/** Takes the instance to a stage before a measurement, without gates on the way. */
export async function goTo(bench: Entering & Pick<Bench, "report">, v2: number): Promise<void> {
  const { stages } = bench.context.stacks;
  const at = await stageReached(bench.context);
  if (at === null) throw new Error("the bench's instance is at no stage");
  for (const stage of wayTo(stages, at, stageNamed(stages, String(v2)))) {
    bench.report(text.bench.to(stage.name));
    await enterStage(bench, stage.v2);
  }
}
