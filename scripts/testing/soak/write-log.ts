import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { type Entry, entry, type Outcome, type Write } from "./entry.ts";

/** The writers' log: each line is in the file before the call returns. */
export interface WriteLog {
  before(write: Write): void;
  after(write: Write, outcome: Outcome): void;
  close(): void;
}

/** Begins an append-only log. */
export function openLog(file: string): WriteLog {
  const descriptor = openSync(file, "ax", 0o600);
  const append = (line: Entry) => void writeSync(descriptor, `${JSON.stringify(line)}\n`);
  return {
    before: append,
    after: ({ writer, n }, is) => append({ writer, n, is }),
    close: () => closeSync(descriptor),
  };
}

/** Its lines in their order; rejects on a line that no writer writes. */
export async function* readLog(file: string): AsyncGenerator<Entry> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    yield entry.parse(JSON.parse(line));
  }
}
