import { isUtf8 } from "node:buffer";
import type { Problem } from "./problem.ts";

const LARGEST = 1024 * 1024;

/** The text of a file, or the one problem that keeps it from being text. A byte order mark is dropped. */
export function decode(file: string, bytes: Uint8Array): string | Problem {
  const problem = (line: number, message: string) => ({ file, line, column: 1, path: "", message });
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return problem(1, "the file is written in UTF-16; save it as UTF-8");
  }
  if (!isUtf8(bytes)) return problem(firstBadLine(bytes), "the file is not UTF-8 text; save it as UTF-8");
  const zero = bytes.indexOf(0);
  if (zero >= 0) return problem(lineOf(bytes, zero), "the file holds a zero byte, so it is no text");
  const text = new TextDecoder("utf-8").decode(bytes);
  // YAML would take the whole file for one line, and that line often for a comment.
  if (/\r(?!\n)/.test(text))
    return problem(1, "the lines end with a carriage return alone; save the file with LF or CRLF");
  return text;
}

/** Why a file of that many bytes is not read, or null. */
export function refuseSize(bytes: number): string | null {
  return bytes > LARGEST ? `the file is too large: ${bytes} bytes, at most ${LARGEST} are read` : null;
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
