import { nextStage } from "../../infra/stage/ladder.ts";
import type { Stage } from "../../infra/stage/schema.ts";
import { type Applied, applyStage } from "../platform/apply.ts";
import { appendToJournal } from "../platform/journal.ts";
import { stageReached } from "../platform/preflight.ts";
import { stageNamed } from "../platform/stage-named.ts";
import type { Bench } from "./bench-case.ts";

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
export async function enterStage({ context, signal }: Bench, v2: number): Promise<Applied> {
  signal.throwIfAborted();
  const from = await stageReached(context);
  const to = stageNamed(context.stacks.stages, String(v2));
  await appendToJournal(context.journal, {
    what: "deploy-started",
    from: from?.name ?? null,
    stage: to.name,
  });
  const applied = await applyStage(quiet(context), to, { refresh: false, allowReplace: true, signal });
  await appendToJournal(context.journal, {
    what: "deploy-finished",
    stage: to.name,
    v2,
    changed: applied.changed,
  });
  return applied;
}

/** Takes the instance to a stage before a measurement. */
export async function goTo(bench: Bench, v2: number): Promise<void> {
  const { stages } = bench.context.stacks;
  const at = await stageReached(bench.context);
  if (at === null) throw new Error("the bench's instance is at no stage");
  for (const stage of wayTo(stages, at, stageNamed(stages, String(v2)))) {
    bench.report(`  to ${stage.name}`);
    await enterStage(bench, stage.v2);
  }
}

function quiet(context: Bench["context"]): Bench["context"] {
  return { ...context, report: () => {} };
}
