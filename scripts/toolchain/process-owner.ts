import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Names one process for good: a pid alone is given out again after its process has ended. */
export interface ProcessOwner {
  readonly pid: number;
  readonly host: string;
  /** start time in clock ticks since boot, null where the kernel does not tell */
  readonly started: number | null;
}

/** The running process. */
export function thisProcess(): ProcessOwner {
  return { pid: process.pid, host: hostname(), started: statOf(process.pid)?.started ?? null };
}

/** Whether `owner` can still be at work; a process of another host counts as alive, since it cannot be looked at. */
export function isAlive(owner: ProcessOwner): boolean {
  if (owner.host !== hostname()) return true;
  if (!acceptsSignals(owner.pid)) return false;
  const stat = statOf(owner.pid);
  if (stat === null) return true;
  return stat.state !== "Z" && (owner.started === null || owner.started === stat.started);
}

/** Whether the process is a run of `program`, as far as the kernel tells. */
export function isProgram(pid: number, program: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === program;
  } catch {
    return false;
  }
}

function acceptsSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function statOf(pid: number): { state: string; started: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the command name may hold spaces and brackets: count from the last bracket
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: Number(fields[19]) };
  } catch {
    return null;
  }
}
