import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a program is run. */
export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** gets every line of standard output and standard error */
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A program that could not be started or did not exit with 0; `lines` holds the end of what it said. */
export class ProgramError extends Error {
  readonly lines: readonly string[];

  constructor(program: string, outcome: string, lines: readonly string[]) {
    super([`${program}: ${outcome}`, ...lines].join("\n"));
    this.name = "ProgramError";
    this.lines = lines;
  }
}

const KEPT_LINES = 15;

/** Runs a program without a shell and resolves with all its lines once it exits with 0; throws `ProgramError` otherwise. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string[]> {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C", ...options.env },
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  createInterface({ input: child.stdout }).on("line", keep);
  createInterface({ input: child.stderr }).on("line", keep);
  let failure = "";
  const outcome = await new Promise<string>((resolve) => {
    child.on("error", (error) => {
      failure = error.message;
      // one that was started and is being ended still works on its files until it closes
      if (child.pid === undefined) resolve(failure);
    });
    child.on("close", (code, signal) =>
      resolve(failure || (code === 0 ? "" : code === null ? `ended by ${signal}` : `exit code ${code}`)),
    );
  });
  if (outcome === "") return lines;
  throw new ProgramError([program, ...args].join(" "), outcome, lines.slice(-KEPT_LINES));
}
