import { spawn } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { projectDir } from "../toolchain/paths.ts";

/** What the commands of a recording act on. */
export interface Session {
  readonly instance: string;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** A line that a command wrote, and when: milliseconds since 1970. */
export interface RecordedLine {
  readonly at: number;
  readonly text: string;
}

/** A command as it was typed, what it wrote, and how it ended. */
export interface Recorded {
  readonly typed: string;
  readonly began: number;
  readonly ended: number;
  readonly code: number;
  readonly lines: readonly RecordedLine[];
}

/**
 * Runs a command of this project as `npm run` does, in English, and keeps each line with its time, as a log without a
 * terminal gets it. Rejects when it ends with another exit code than 0.
 */
export async function runRecorded(session: Session, args: readonly string[]): Promise<Recorded> {
  session.signal.throwIfAborted();
  const began = Date.now();
  const child = spawn(process.execPath, [join(projectDir, "scripts", "run.mjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C.UTF-8", SSM_INSTANCE: session.instance },
    detached: true,
  });
  const interrupt = () => child.kill("SIGINT");
  session.signal.addEventListener("abort", interrupt);
  const lines: RecordedLine[] = [];
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => {
      // The home of whoever records says nothing to whoever reads.
      const text = line.replaceAll(homedir(), "~");
      lines.push({ at: Date.now(), text });
      session.report(text);
    });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once("error", reject).once("close", (code) => resolve(code ?? EXIT.failed));
  const code = await promise.finally(() => session.signal.removeEventListener("abort", interrupt));
  const typed = typedAs(args);
  if (code !== 0)
    throw new CommandError("SSM-RECORD", EXIT.failed, `${typed} ended with ${code}; nothing was written`);
  return { typed, began, ended: Date.now(), code, lines };
}

/** The commands with what they wrote, seconds since the first began before each line. */
export function transcript(title: string, commands: readonly Recorded[]): string {
  const origin = commands[0]?.began ?? 0;
  const stamp = (at: number) => ((at - origin) / 1000).toFixed(1).padStart(6);
  const parts = commands.map(({ typed, began, ended, code, lines }) =>
    [
      `${stamp(began)}  $ ${typed}`,
      ...lines.map(({ at, text }) => `${stamp(at)}  ${text}`.trimEnd()),
      `${stamp(ended)}  (exit code ${code})`,
    ].join("\n"),
  );
  return `${title}\n\n${parts.join("\n\n")}\n`;
}

function typedAs([name = "", ...args]: readonly string[]): string {
  const command = name === "start" ? "npm start" : `npm run ${name}`;
  const quoted = args.map((arg) => (/^[\w=.%-]+$/.test(arg) ? arg : JSON.stringify(arg)));
  return [command, ...(quoted.length === 0 ? [] : ["--", ...quoted])].join(" ");
}
