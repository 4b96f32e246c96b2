import type { Finding, Path } from "./problem.ts";
import type { Gate, Stage } from "./schema.ts";
import { duration, ratio } from "./units.ts";

/** One bound of a gate, and on which side of the one before it asks for less. */
interface Bound {
  readonly path: Path;
  readonly of: (gate: Gate) => number;
  readonly easier: "above" | "below";
  readonly print: (value: number) => string;
}

// Windows are not among them: neither a longer nor a shorter one is easier to pass.
const BOUNDS: readonly Bound[] = [
  { path: ["minRequests"], of: (gate) => gate.minRequests, easier: "below", print: String },
  { path: ["errorRate", "max"], of: (gate) => gate.errorRate.max, easier: "above", print: ratio.print },
  { path: ["p95", "max"], of: (gate) => gate.p95.max, easier: "above", print: duration.print },
  { path: ["accuracyGain", "min"], of: (gate) => gate.accuracyGain.min, easier: "below", print: ratio.print },
  { path: ["dataParity", "min"], of: (gate) => gate.dataParity.min, easier: "below", print: ratio.print },
  { path: ["syncLag", "max"], of: (gate) => gate.syncLag.max, easier: "above", print: duration.print },
];

/** Gates of a ladder, from 0 % up, that ask for less than the gate of the stage before, which has fewer users. */
export function looserGates(order: readonly Stage[]): Finding[] {
  return order.flatMap((stage, index) => {
    const before = order[index - 1];
    return before === undefined ? [] : BOUNDS.flatMap((bound) => looser(bound, before, stage));
  });
}

function looser({ path, of, easier, print }: Bound, before: Stage, { file, gate }: Stage): Finding[] {
  const [last, now] = [of(before.gate), of(gate)];
  if (easier === "above" ? now <= last : now >= last) return [];
  const message = `must not be ${easier} the ${print(last)} of ${before.name}, got ${print(now)}: a later stage asks for no less`;
  return [{ file, path: ["gate", ...path], message }];
}
