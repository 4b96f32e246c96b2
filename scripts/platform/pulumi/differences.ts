import { diffLines } from "diff";

/** What differs in one text. */
export interface Difference {
  readonly where: string;
  /** Removed lines begin with `-`, added ones with `+`. */
  readonly lines: readonly string[];
}

/** The texts that differ, line by line; a text of only one set counts as all added or all removed. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Difference[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names
    .map((where) => ({ where, lines: changedLines(before[where] ?? "", after[where] ?? "") }))
    .filter(({ lines }) => lines.length > 0);
}

function changedLines(before: string, after: string): string[] {
  return diffLines(before, after)
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `${added ? "+" : "-"} ${line}`),
    );
}
