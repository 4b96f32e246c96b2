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

/** On a terminal the live line is written over; in a log it appears every 10 s. */
export function output(stream: Screen = process.stdout): Output {
  let shown = false;
  let told = Number.NEGATIVE_INFINITY;
  const clear = () => {
    if (shown) stream.write("\r\u001b[K");
    shown = false;
  };
  return {
    report(line) {
      clear();
      stream.write(`${line}\n`);
    },
    live(line) {
      if (stream.isTTY) {
        clear();
        stream.write(line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
        shown = true;
      } else if (Date.now() - told >= TELL_EVERY_MS) {
        stream.write(`  ${line}\n`);
        told = Date.now();
      }
    },
  };
}
