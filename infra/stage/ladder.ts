import type { Place, Stage } from "./schema.ts";

const DAY_SECONDS = 86_400;

/** The stage that follows, or null after the last. */
export function nextStage(stages: readonly Stage[], stage: Pick<Stage, "next">): Stage | null {
  return stages.find(({ name }) => name === stage.next) ?? null;
}

/** The stages before one in an ordered ladder, nearest first: every way down. */
export function previousStages(stages: readonly Stage[], stage: Pick<Stage, "name">): Stage[] {
  const index = stages.findIndex(({ name }) => name === stage.name);
  return stages.slice(0, Math.max(index, 0)).toReversed();
}

/** The stage of a percentage, as people ask for it: 25. A sunset stage is only found by its name. */
export function stageByPercent(stages: readonly Stage[], percent: number): Stage | null {
  return stages.find(({ v2, sunset }) => v2 === percent && !sunset) ?? null;
}

/** The stage of that name. */
export function stageByName(stages: readonly Stage[], name: string): Stage | null {
  return stages.find((stage) => stage.name === name) ?? null;
}

/**
 * The earliest moment to enter `next`: the later of the hold of `stage` and the schedule of `next`. `jDay` is the
 * moment the first stage with users was entered; null before that, then only the hold counts.
 */
export function earliestNext(
  enteredAt: Date,
  jDay: Date | null,
  stage: Pick<Stage, "hold">,
  next: Pick<Stage, "schedule">,
  shorten: Place["shorten"] = {},
): Date {
  const hold = Math.min(stage.hold, shorten.hold ?? stage.hold);
  const day = Math.min(DAY_SECONDS, shorten.day ?? DAY_SECONDS);
  const held = enteredAt.getTime() + hold * 1000;
  const scheduled = jDay === null ? held : jDay.getTime() + next.schedule * day * 1000;
  return new Date(Math.max(held, scheduled));
}
