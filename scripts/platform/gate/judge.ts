import { type HoldProof, historyStep, proveHold } from "../../../infra/gate/hold.ts";
import { type Standing, standing } from "../../../infra/gate/journal-entries.ts";
import { type Verdict, verdict, watchVerdict } from "../../../infra/gate/verdict.ts";
import {
  type Asking,
  type Measurements,
  type Questions,
  type Signal,
  stageQuestions,
  triggerQuestions,
} from "../../../infra/metrics/stage-questions.ts";
import { nextStage } from "../../../infra/stage/ladder.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import type { Context } from "../instance/context.ts";
import { readJournal } from "../instance/journal.ts";
import { cpuPressure, withCpuShortage } from "./cpu-shortage.ts";
import { measure, measureHistory } from "./measure.ts";

/** Everything known about the stage the platform is at. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly hold: HoldProof;
  readonly measurements: Measurements;
  readonly standing: Standing;
}

const DAY_SECONDS = 86_400;

/** The verdict on a stage: its gate and the triggers now, and the proof of its hold from the journal and Prometheus. */
export async function judge(context: Context, stage: Stage): Promise<Judgement> {
  const { entries } = await readJournal(context.journal);
  const at = standing(entries);
  const now = Date.now() / 1000;
  const asking = askingFor(context, stage, at.since === null ? null : now - at.since);
  const questions = stageQuestions(asking);
  const measurements = await measure(context.prometheus, questions);
  const windows = windowsOf(questions);
  const hold = await holdProof(context, stage, { entries, now, windows, asking });
  const judged = verdict({ stage, triggers: asking.triggers, windows, measurements, hold });
  return {
    verdict: withCpuShortage(judged, cpuPressure(context.settings.dockerHost)),
    hold,
    measurements,
    standing: at,
  };
}

/** The verdict of the watch after a change, `age` seconds after it: rollback when a trigger is met. */
export async function watchNow(
  context: Context,
  stage: Stage,
  age: number,
): Promise<{ verdict: Verdict; measurements: Measurements }> {
  const asking = askingFor(context, stage, age);
  const questions = stageQuestions(asking);
  const measurements = await measure(context.prometheus, questions);
  const windows = windowsOf(questions);
  const judged = watchVerdict({ stage, triggers: asking.triggers, windows, measurements });
  return { verdict: withCpuShortage(judged, cpuPressure(context.settings.dockerHost)), measurements };
}

interface Proving {
  readonly entries: Parameters<typeof proveHold>[0]["entries"];
  readonly now: number;
  readonly windows: Readonly<Record<Signal, number>>;
  readonly asking: Asking;
}

async function holdProof(
  context: Context,
  stage: Stage,
  { entries, now, windows, asking }: Proving,
): Promise<HoldProof> {
  const { shorten } = context.stacks.place;
  const hold = Math.min(stage.hold, shorten.hold ?? stage.hold);
  const next = nextStage(context.stacks.stages, stage);
  const step = historyStep(windows, asking.scrapeEvery);
  const span = { start: now - hold, end: now, step };
  const points = await measureHistory(context.prometheus, triggerQuestions(asking), span);
  return proveHold({
    entries,
    stage,
    now,
    hold,
    next: next === null ? null : { schedule: next.schedule, day: shorten.day ?? DAY_SECONDS },
    triggers: asking.triggers,
    windows,
    history: { step, points },
  });
}

function askingFor({ stacks: { platform, place } }: Context, stage: Stage, age: number | null): Asking {
  const { scrapeEvery } = platform.metrics;
  return {
    stage,
    triggers: platform.triggers,
    shorten: place.shorten,
    scrapeEvery: Math.min(scrapeEvery, place.shorten.scrapeEvery ?? scrapeEvery),
    age,
  };
}

function windowsOf(questions: Questions): Record<Signal, number> {
  const pairs = Object.entries(questions).map(([name, { window }]) => [name, window]);
  return Object.fromEntries(pairs);
}
