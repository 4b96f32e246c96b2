import { readdirSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/messages.ts";
import { ProgramError, type ProgramOptions, runProgram } from "./run-program.ts";
import type { Detail } from "./steps.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** How apt-get is reached; replaced by tests. */
export interface AptTools {
  readonly run: (program: string, args: readonly string[], options: ProgramOptions) => Promise<string[]>;
  /** whether the package lists are there and less than a day old */
  readonly listsFresh: () => boolean;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

const LISTS = "/var/lib/apt/lists";
const DAY = 86_400_000;
const LOCK_POLL = 3_000;
const LOCK_PATIENCE = 600_000;

const realTools: AptTools = { run: runProgram, listsFresh, wait: (ms) => pause(ms) };

/**
 * Installs packages without their recommendations and without questions.
 * Fetches the package lists first when they are missing or old, and waits up to 10 min for another apt or dpkg.
 */
export async function aptInstall(
  packages: readonly string[],
  detail: Detail,
  tools: AptTools = realTools,
): Promise<void> {
  const names = packages.join(", ");
  const install = (): Promise<void> => {
    detail(`installing ${names}`);
    return apt(["install", "-y", "--no-install-recommends", ...packages], detail, tools);
  };
  const update = (): Promise<void> => {
    detail("fetching the package lists");
    return apt(["update"], detail, tools);
  };
  try {
    if (tools.listsFresh()) {
      // lists of this morning may name versions that the mirror has replaced since
      await install().catch(() => update().then(install));
      return;
    }
    await update();
    await install();
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new ToolchainError("SSM-APT-FAILED", 4, [
      text.toolchain.notInstalled(names),
      ...error.lines.filter((line) => /^E:|^W:|^Err/.test(line)),
      text.toolchain.checkApt,
    ]);
  }
}

/** Who holds apt's lock, as apt-get itself says it; null when the failure is another one. */
export function lockOwner(lines: readonly string[]): string | null {
  for (const line of lines) {
    const held = /Could not get lock \S+?\.? It is held by process (\d+) \(([^)]*)\)/.exec(line);
    if (held) return `${held[2]} (pid ${held[1]})`;
    if (/Could not get lock|Unable to lock|is another process using it/.test(line)) return "another process";
  }
  return null;
}

async function apt(args: readonly string[], detail: Detail, tools: AptTools): Promise<void> {
  for (let waited = 0; ; waited += LOCK_POLL) {
    try {
      await tools.run("apt-get", ["-q", ...args], { env: { DEBIAN_FRONTEND: "noninteractive" } });
      return;
    } catch (error) {
      const owner = error instanceof ProgramError ? lockOwner(error.lines) : null;
      if (owner === null || waited >= LOCK_PATIENCE) throw error;
      detail(`waiting for ${owner}, which is installing packages`);
      await tools.wait(LOCK_POLL);
    }
  }
}

/** apt keeps the mirror's dates on the lists themselves; their folder tells when they were fetched. */
function listsFresh(): boolean {
  try {
    const fetched = readdirSync(LISTS).some((name) => name.includes("_Packages"));
    return fetched && Date.now() - statSync(LISTS).mtimeMs < DAY;
  } catch {
    return false;
  }
}
