/** What both stage resources know. `role` keeps the error texts apart. */
export interface StageInputs {
  readonly role: "guard" | "record";
  readonly stage: string;
  readonly v2: number;
  readonly ladder: readonly string[];
  readonly sunset: boolean;
  readonly instance: string;
  /** What clears the sunset, as the stack's setting says it; null without one. */
  readonly clearance: unknown;
}

/**
 * Why the platform may not go from `from` to `to`, or null when it may. One step up at a time; any number of
 * steps down, because our own safety must never block the way back. `from` is undefined on an empty platform.
 */
export function refusal(from: string | undefined, to: string, ladder: readonly string[]): string | null {
  const target = ladder.indexOf(to);
  if (target < 0) return `stage ${to} is not in the ladder ${ladder.join(" -> ")}`;
  if (from === undefined) {
    return target === 0
      ? null
      : `the platform is empty; the first stage is ${ladder[0]}, not ${to}. Stages are never skipped`;
  }
  const current = ladder.indexOf(from);
  if (current < 0)
    return `the platform is at ${from}, which is no longer in the ladder ${ladder.join(" -> ")}`;
  if (target <= current + 1) return null;
  return `the platform is at ${from}; the next stage is ${ladder[current + 1]}, not ${to}. Stages are never skipped`;
}
