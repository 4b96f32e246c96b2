/** Where a value is written in a document: keys and list positions from the root. */
export type Path = readonly (string | number)[];

/** One mistake in one place of a file, not yet found in the text. `message` continues the sentence that the path starts. */
export interface Finding {
  readonly file: string;
  readonly path: Path;
  readonly message: string;
}

/** One mistake with its position in the text, both counted from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `gate.errorRate.max`; empty when the whole file is meant. */
  readonly path: string;
  readonly message: string;
}

/** Wrong input from a person: every mistake at once, one per line, no stack trace to show. Nothing was changed. */
export class InputError extends Error {
  override readonly name = "InputError";
  /** Stable, for searching and for scripts. */
  readonly id = "SSM-INPUT";
  readonly exitCode = 1;
  /** Mistakes that were found in files; those given as text (wrong arguments, say) are only in `message`. */
  readonly problems: readonly Problem[];

  constructor(mistakes: readonly (Problem | string)[]) {
    super(
      mistakes.map((mistake) => (typeof mistake === "string" ? mistake : problemLine(mistake))).join("\n"),
    );
    this.problems = mistakes.filter((mistake) => typeof mistake !== "string");
  }
}

/** `stacks/stages/025-percent.yaml:7:17: gate.errorRate.max must be …`, which editors and terminals can open. */
export function problemLine({ file, line, column, path, message }: Problem): string {
  return visible(`${file}:${line}:${column}: ${path === "" ? "" : `${path} `}${message}`);
}

/** What cannot be seen, or looks like another letter, by its code: `h\u{43e}ld` for a Cyrillic о in hold. */
function visible(text: string): string {
  const hidden = /\p{C}|(?![\p{ASCII}\p{Script=Latin}])[\p{Z}\p{L}\p{N}\p{M}]/gu;
  return text.replace(hidden, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
}

/** `routes[2].to` for `["routes", 2, "to"]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}
