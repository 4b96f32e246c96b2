/** What a test process tells its parent, one message per event. */
export type TestMessage =
  | { readonly kind: "running"; readonly name: string }
  | { readonly kind: "passed"; readonly name: string; readonly milliseconds: number }
  | { readonly kind: "skipped"; readonly name: string; readonly reason: string }
  | { readonly kind: "failed"; readonly name: string; readonly milliseconds: number; readonly text: string }
  /** What a test measured, from `context.diagnostic`; follows its result. */
  | { readonly kind: "note"; readonly text: string }
  /** Every test has ended; a process that ends without it was cut short. */
  | { readonly kind: "end" };
