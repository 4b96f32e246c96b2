/** What came of some tests. */
export interface Tally {
  readonly passed: number;
  /** Each with its reason. */
  readonly skipped: readonly string[];
  /** Each in full, for the end of the output; their number is the number of failures. */
  readonly failures: readonly string[];
}

/** Nothing was tested. */
export const NOTHING: Tally = { passed: 0, skipped: [], failures: [] };

/** One failure that is no test's. */
export function failure(text: string): Tally {
  return { ...NOTHING, failures: [text] };
}

/** Both together. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    skipped: [...a.skipped, ...b.skipped],
    failures: [...a.failures, ...b.failures],
  };
}

/** `12 passed, 0 failed`. */
export function countsText({ passed, failures }: Tally): string {
  return `${passed} passed, ${failures.length} failed`;
}
