import { aimedHere } from "../../messages/next-command.mjs";

const TELL_EVERY_MS = 10_000;

/** What is written to: a terminal, or a log without a width. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where progress goes: lasting lines, and one line that is written over. */
export interface Output {
  report(line: string): void;
  live(line: string): void;
}

const COLUMNS_WHEN_UNKNOWN = 80;

/** On a terminal the live line is written over, whatever rows it takes; in a log it appears every 10 s. */
export function output(stream: Screen = process.stdout): Output {
  let rows = 0;
  let told = Number.NEGATIVE_INFINITY;
  const clear = () => {
    const up = rows > 1 ? `\u001b[${rows - 1}A` : "";
    if (rows > 0) stream.write(`\r${up}\u001b[J`);
    rows = 0;
  };
  return {
    report(line) {
      clear();
      stream.write(`${aimedHere(line)}\n`);
    },
    live(line) {
      if (stream.isTTY) {
        clear();
        stream.write(line);
        // A terminal that does not know its width says 0.
        rows = Math.ceil(line.length / (stream.columns || COLUMNS_WHEN_UNKNOWN));
      } else if (Date.now() - told >= TELL_EVERY_MS) {
        stream.write(`  ${line}\n`);
        told = Date.now();
      }
    },
  };
}
