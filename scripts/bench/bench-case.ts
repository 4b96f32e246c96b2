import type { Context } from "../platform/context.ts";
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

/** One thing that is measured. */
export interface BenchCase {
  readonly name: string;
  measure(bench: Bench): Promise<Figure[]>;
}
