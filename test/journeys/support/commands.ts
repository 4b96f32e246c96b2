import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { aimedHere } from "../../../scripts/messages/next-command.mjs";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

/** How a command ended and everything it said, in the order it said it. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** A command at work. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
  /** Resolves as soon as the output holds `text`; rejects with the whole output when the command ends without it. */
  says(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export interface CommandOptions {
  /** The checkout whose command is run; this one by default. */
  readonly project?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program that starts the command, with its arguments. */
  readonly prefix?: readonly string[];
  /** Told of every whole line. */
  readonly onLine?: (line: string) => void;
}

const atWork = new Set<Running>();

/** Ends, as Ctrl-C does, the commands that a broken story left at work. */
export async function stopCommands(): Promise<void> {
  await Promise.all(
    [...atWork].map(async ({ kill, ended }) => {
      kill("SIGINT");
      await ended;
    }),
  );
}

/** Starts `scripts/<name>` as `npm run <name>` does, on the instance of the tests. */
export function startCommand(name: string, args: readonly string[], options: CommandOptions = {}): Running {
  const began = performance.now();
  const project = options.project ?? projectDir;
  const words = [...(options.prefix ?? []), process.execPath, join(project, "scripts", name), ...args];
  const [program = "", ...rest] = words;
  const child = spawn(program, rest, {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  let output = "";
  let unread = "";
  const waiting = new Map<string, () => void>();
  const hear = (chunk: unknown) => {
    output += String(chunk);
    for (const [text, resolve] of waiting) if (output.includes(text)) resolve();
    const lines = (unread + String(chunk)).split("\n");
    unread = lines.pop() ?? "";
    for (const line of lines) options.onLine?.(line);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output, seconds: (performance.now() - began) / 1000 }));
  });
  const running: Running = {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => void child.kill(signal),
    says: async (text) => {
      if (output.includes(text)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(text, resolve);
      const end = ended.then(({ output: all }) =>
        assert.ok(all.includes(text), `${name} ended without saying ${JSON.stringify(text)}:\n${all}`),
      );
      await Promise.race([promise, end]);
      waiting.delete(text);
    },
  };
  atWork.add(running);
  void ended.finally(() => atWork.delete(running));
  return running;
}

/** Runs a command to its end. */
export function command(name: string, args: readonly string[], options?: CommandOptions): Promise<Outcome> {
  return startCommand(name, args, options).ended;
}

/** The exit code that is expected, else everything the command said. */
export function assertExit({ code, output }: Outcome, expected: number): void {
  assert.equal(code, expected, `expected exit code ${expected}, got ${code}; the command said:\n${output}`);
}

/** Text that a command must have said, with next commands that act on the tests' instance, else everything it said. */
export function assertSays({ output }: Pick<Outcome, "output">, expected: string | RegExp): void {
  const said = typeof expected === "string" ? output.includes(aimedHere(expected)) : expected.test(output);
  assert.ok(said, `expected the output to hold ${expected}; the command said:\n${output}`);
}
