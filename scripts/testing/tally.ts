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

/** How the reason of a part begins that was not tried, because an earlier one of its story had failed. */
export const NOT_TRIED = "not tried, because this failed before:";

/** Every failure in full, then what failed of itself in short: where output is cut, it is its end that is kept. */
export function failureLines({ failures }: Tally): string[] {
  const inFull = failures.map((text, index) => `\nfailure ${index + 1}: ${text}`);
  const own = failures.filter((text) => !text.includes(NOT_TRIED));
  if (own.length === failures.length && own.length < 2) return inFull;
  const rest = failures.length - own.length;
  const untried = rest === 0 ? "" : `, and ${rest} not tried after one of them`;
  return [...inFull, `\n${own.length} in short${untried}:`, ...own.map(inShort)];
}

/** The test, the first line of its reason, and the last one before the stack, which is where commands say why. */
function inShort(text: string): string {
  const [name = "", ...reason] = text.split("\n");
  const said = reason.filter((line) => line.trim() !== "" && !/^ {4}(at|test at) /.test(line));
  const ends = said.length > 1 ? [said[0], said.at(-1)] : said;
  return [name, ...ends.map((line) => `  ${line}`)].join("\n");
}

/** `12 passed, 0 failed`. */
export function countsText({ passed, failures }: Tally): string {
  return `${passed} passed, ${failures.length} failed`;
}
