import type { Measurements, Signal, Triggers } from "../metrics/stage-questions.ts";
import type { Stage } from "../stage/schema.ts";
import { boundLines } from "./bounds.ts";
import type { HoldProof } from "./hold.ts";
import { lineText, reasonTexts, type SignalLine } from "./signal-line.ts";
import { triggerLines } from "./triggers.ts";

/** Everything a verdict depends on. */
export interface VerdictInput {
  readonly stage: Pick<Stage, "v2" | "gate" | "sunset">;
  readonly triggers: Triggers;
  /** Seconds each measurement looks back. */
  readonly windows: Readonly<Record<Signal, number>>;
  readonly measurements: Measurements;
  readonly hold: HoldProof;
}

interface Table {
  readonly lines: readonly SignalLine[];
  /** What must be said loudly: V2 has users and nobody can tell how they do. null when all is known. */
  readonly warning: string | null;
}

/** Whether a stage may be left: upwards (pass), not yet (hold), or back to V1 at once (rollback). */
export type Verdict = Table &
  (
    | { readonly kind: "pass" }
    | { readonly kind: "hold"; readonly reasons: readonly string[] }
    | { readonly kind: "rollback"; readonly reasons: readonly string[] }
  );

/** What is measured beside V1: without it there is nothing to compare with. */
const COMPARED: readonly string[] = ["predictions", "accuracy gain", "accuracy of V1 trigger"];

/**
 * The verdict on a stage. Pass needs every bound of the gate met, no trigger on its wrong side, the hold over, and data for
 * all of it; a met trigger outranks everything, hold or no hold.
 */
export function verdict(input: VerdictInput): Verdict {
  const all = [...boundLines({ ...input, gate: input.stage.gate }), ...watched(input)];
  const lines = input.stage.sunset === null ? all : all.filter(({ name }) => !COMPARED.includes(name));
  return conclude(lines, input.hold.kind === "over" ? [] : input.hold.reasons, input.stage.v2);
}

/** The verdict of the watch after a change: rollback when a trigger is met, else hold what is not known to be well. */
export function watchVerdict(input: Omit<VerdictInput, "hold">): Verdict {
  return conclude(watched(input), [], input.stage.v2);
}

/** The table of a verdict, one text per signal. */
export function verdictTable(verdict: Verdict): string[] {
  return verdict.lines.map(lineText);
}

function watched(input: Omit<VerdictInput, "hold">): SignalLine[] {
  return triggerLines({ ...input, v2: input.stage.v2 });
}

function conclude(lines: readonly SignalLine[], waiting: readonly string[], v2: number): Verdict {
  const back = lines.filter((line) => line.judgement === "ROLLBACK");
  // What else is unclear does not matter any more.
  if (back.length > 0) return { lines, warning: null, kind: "rollback", reasons: reasonTexts(back) };
  const table = { lines, warning: warningOf(lines, v2) };
  const missed = lines.filter((line) => line.judgement !== "PASS");
  const reasons = [...reasonTexts(missed), ...waiting];
  return reasons.length > 0 ? { ...table, kind: "hold", reasons } : { ...table, kind: "pass" };
}

function warningOf(lines: readonly SignalLine[], v2: number): string | null {
  // A noted HOLD is one that the numbers alone cannot decide.
  const unclear = lines.filter(
    ({ judgement, note }) => judgement === "NO DATA" || (judgement === "HOLD" && note !== null),
  );
  if (v2 === 0 || unclear.length === 0) return null;
  return `V2 has ${v2}% of the traffic and this is unclear: ${unclear.map(({ name }) => name).join(", ")}`;
}
