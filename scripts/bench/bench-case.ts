import type { Context } from "../platform/instance/context.ts";
import type { Figure } from "./figure.ts";

/** What every case works with. */
export interface Bench {
  /** The bench's own instance, running. */
  readonly context: Context;
  /** Small numbers, for trying the bench itself. */
  readonly quick: boolean;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** How often a figure is measured, whose median counts; what takes many minutes is measured once. */
export const repetitions = ({ quick }: Pick<Bench, "quick">): number => (quick ? 1 : 5);

/** One thing that is measured. */
export interface BenchCase {
  readonly name: string;
  /** How long the whole of it takes on two quiet cores, the way to its stage included; only told, nothing depends on it. */
  readonly minutes: number;
  measure(bench: Bench): Promise<Figure[]>;
}
