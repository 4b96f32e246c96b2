import { isDeepStrictEqual } from "node:util";
import type { Preview } from "./preview.ts";
import type { ResourceChange } from "./preview-events.ts";

/** What an `up` of the base would do as well, because the state is older than the base: no work of the change. */
export interface Due {
  readonly changes: readonly ResourceChange[];
  /** Why that is not known, in words; then `changes` is empty, and those of the change may hold some of it. */
  readonly unknown: string | null;
}

/** Takes what the base would change in the same way out of what the change does, and tells it apart. */
export function apart(said: Preview, base: Preview): { readonly preview: Preview; readonly due: Due } {
  if (base.failure !== null) return { preview: said, due: { changes: [], unknown: base.failure.text } };
  const isDue = ({ does, name, goal }: ResourceChange) =>
    base.changes.some((other) => other.does === does && other.name === name && other.goal === goal);
  return {
    preview: { ...said, changes: said.changes.filter((change) => !isDue(change)) },
    due: { changes: said.changes.filter(isDue), unknown: null },
  };
}

/** Marks the violations that the base has as well. */
export function violationsApart(said: Preview, base: Preview): Preview {
  const violations = said.violations.map((violation) =>
    base.violations.some((other) => isDeepStrictEqual(other, violation))
      ? { ...violation, inBase: true as const }
      : violation,
  );
  return { ...said, violations };
}
