import { isUtf8 } from "node:buffer";
import type { Problem } from "./problem.ts";

const LARGEST = 1024 * 1024;

/** The text of a file, or the one problem that keeps it from being text. A byte order mark is dropped. */
export function decode(file: string, bytes: Uint8Array): string | Problem {
  const problem = (line: number, message: string) => ({ file, line, column: 1, path: "", message });
  if (bytes.length > LARGEST) {
    return problem(1, `the file is too large: ${bytes.length} bytes, at most ${LARGEST} are read`);
  }
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return problem(1, "the file is written in UTF-16; save it as UTF-8");
  }
  if (!isUtf8(bytes)) return problem(firstBadLine(bytes), "the file is not UTF-8 text; save it as UTF-8");
  const zero = bytes.indexOf(0);
  if (zero >= 0) return problem(lineOf(bytes, zero), "the file holds a zero byte, so it is no text");
  return new TextDecoder("utf-8").decode(bytes);
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  // A line feed is never part of a longer UTF-8 character, so lines can be judged alone.
  for (
    let end = bytes.indexOf(10);
    end >= 0 && isUtf8(bytes.subarray(start, end));
    end = bytes.indexOf(10, start)
  ) {
    line += 1;
    start = end + 1;
  }
  return line;
}

function lineOf(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 10).length + 1;
}
