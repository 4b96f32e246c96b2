import { changedLines, type Texts, unified } from "./texts.ts";
import type { RenderedPlace, RenderedStage } from "./tree.ts";

/** One text that is generated otherwise than before, in every stage where it changes in the same way. */
export interface TextChange {
  /** `gateway/nginx.conf`, or `plan`. */
  readonly where: string;
  /** `lab 025-percent`, one for each stage. */
  readonly at: readonly string[];
  /** The whole texts, of the first of those stages. */
  readonly before: string;
  readonly after: string;
  /** As `diff -u` shows it. */
  readonly patch: string;
}

/** A place before and after; null before when the base could not be rendered or did not have it. */
export interface Pair {
  readonly before: RenderedPlace | null;
  readonly after: RenderedPlace;
}

/** A place that goes from one stage to another. */
export interface Step {
  readonly place: string;
  readonly from: RenderedStage;
  readonly to: RenderedStage;
}

/** What changes in the files that each stage of each place generates. A new stage is compared with the one before it. */
export function stageChanges(pairs: readonly Pair[]): TextChange[] {
  const compared = pairs.flatMap(({ before, after }) =>
    after.stages.flatMap((stage, index) => {
      const same = before?.stages.find(({ name }) => name === stage.name);
      const lower = after.stages[index - 1];
      if (before === null) return [];
      if (same !== undefined)
        return [{ at: `${after.place} ${stage.name}`, before: same.texts, after: stage.texts }];
      const against = lower === undefined ? "new" : `new, compared with ${lower.name}`;
      return [
        { at: `${after.place} ${stage.name} (${against})`, before: lower?.texts ?? {}, after: stage.texts },
      ];
    }),
  );
  return grouped(compared);
}

/** What changes in a place's files by the step that the pull request asks for. */
export function stepChanges(steps: readonly Step[]): TextChange[] {
  return grouped(
    steps.map(({ place, from, to }) => ({
      at: `${place} from ${from.name} to ${to.name}`,
      before: from.texts,
      after: to.texts,
    })),
  );
}

interface ComparedTexts {
  readonly at: string;
  readonly before: Texts;
  readonly after: Texts;
}

function grouped(all: readonly ComparedTexts[]): TextChange[] {
  const found = new Map<string, TextChange>();
  for (const { at, before, after } of all) {
    for (const where of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [old = "", now = ""] = [before[where], after[where]];
      const patch = unified(old, now);
      if (patch === "") continue;
      // The same change may stand on another line in another stage.
      const key = `${where}\n${changedLines(patch)}`;
      const known = found.get(key);
      found.set(
        key,
        known ? { ...known, at: [...known.at, at] } : { where, at: [at], before: old, after: now, patch },
      );
    }
  }
  // Generated files before the rest of the plan: they are what runs.
  return [...found.values()].sort((a, b) => Number(a.where === "plan") - Number(b.where === "plan"));
}
