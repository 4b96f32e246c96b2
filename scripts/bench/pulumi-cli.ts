import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pulumiEnvironment } from "../platform/pulumi/stack.ts";
import type { Bench } from "./bench-case.ts";

/** One stack of Pulumi, and the CLI to look at it with. */
export interface PulumiStack {
  /** Folder of the CLI and its plugins. */
  readonly binDir: string;
  /** Folder of Pulumi.yaml. */
  readonly dir: string;
  readonly stack: string;
  /** On top of this process' own. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs the CLI and returns what it printed; rejects with its words when it ends with anything but 0. */
export async function runPulumi(at: PulumiStack, args: readonly string[]): Promise<string> {
  const where = ["-C", at.dir, "--stack", at.stack, "--non-interactive", "--color", "never"];
  const child = spawn(join(at.binDir, "pulumi"), [...args, ...where], {
    env: { ...process.env, ...at.env },
    stdio: ["ignore", "pipe", "pipe"],
    signal: at.signal,
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("exit", resolve),
  );
  const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return said;
  throw new Error(`pulumi ${args[0]} ended with ${code}: ${complaint}${said}`);
}

/** Wall seconds of one run of the CLI, its start included. */
export async function timePulumi(at: PulumiStack, args: readonly string[]): Promise<number> {
  const began = performance.now();
  await runPulumi(at, args);
  return (performance.now() - began) / 1000;
}

/** The stack of the bench's instance. */
export function instanceStack({ context, signal }: Bench): PulumiStack {
  const { instance, settings } = context;
  return {
    binDir: settings.binDir,
    dir: instance.dir,
    stack: instance.place,
    env: pulumiEnvironment(settings),
    signal,
  };
}
