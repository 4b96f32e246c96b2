import type { Bench } from "./bench-case.ts";

/** The same bench, whose Pulumi does not give way to the platform's users: as the plain CLI works. */
export function atFullSpeed(bench: Bench): Bench {
  const settings = { ...bench.context.settings, givesWay: false };
  return { ...bench, context: { ...bench.context, settings } };
}
