import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { projectDir } from "../toolchain/paths.ts";

/** The instance that the bench makes, measures and removes; its scripts act on no other. */
export const BENCH_INSTANCE = "bench";

export interface ScriptOptions {
  readonly signal: AbortSignal;
  /** Each line of its output, at the moment it is written. */
  readonly onLine?: (line: string) => void;
}

/** What a script printed and how long it took, its own start included. */
export interface ScriptRun {
  readonly lines: readonly string[];
  readonly seconds: number;
}

/**
 * Runs a command of this project as `npm run` does, for the bench's instance. Rejects with its last words when
 * it does not end with exit code 0.
 */
export async function runScript(
  file: string,
  args: readonly string[],
  { signal, onLine }: ScriptOptions,
): Promise<ScriptRun> {
  signal.throwIfAborted();
  const began = performance.now();
  // A process group of its own: Ctrl-C reaches the bench alone, which then ends it gently, once.
  const child = spawn(process.execPath, [join(projectDir, "scripts", file), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    // What it says is read: in English, whatever the locale.
    env: { ...process.env, LC_ALL: "C.UTF-8", SSM_INSTANCE: BENCH_INSTANCE },
    detached: true,
  });
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt);
  const lines: string[] = [];
  const listen = (line: string) => {
    lines.push(line);
    onLine?.(line);
  };
  createInterface({ input: child.stdout }).on("line", listen);
  createInterface({ input: child.stderr }).on("line", listen);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("error", reject).once("close", resolve);
  const code = await promise.finally(() => signal.removeEventListener("abort", interrupt));
  const seconds = (performance.now() - began) / 1000;
  if (code === 0) return { lines, seconds };
  const said = lines.slice(-5).join("\n");
  throw new CommandError(
    "SSM-BENCH-SCRIPT",
    EXIT.failed,
    text.bench.scriptEnded(`${file} ${args.join(" ")}`, code, said),
  );
}
