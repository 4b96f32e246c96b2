import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Options, toArguments } from "./options.ts";
import type { Running } from "./running.ts";

/** A load in a process of its own, with a core of its own where there is one. */
export interface ChildLoad<Report> extends Omit<Running<Report>, "snapshot"> {
  readonly pid: number;
  /** The last report; null before the first second is over. */
  snapshot(): Report | null;
}

/**
 * Starts `script` (one of this folder's commands) as a child of this process, which it does not outlive.
 * `done` is settled when the child is gone, and rejects with the child's own words when it ends without a final report.
 */
export function runInChild<Report>(
  script: URL,
  options: Options,
  onReport?: (report: Report) => void,
): ChildLoad<Report> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...toArguments(options)], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { promise: done, resolve, reject } = Promise.withResolvers<Report>();
  // Who never looks at the end must not be ended by it.
  done.catch(() => {});
  const listens = Promise.withResolvers<void>();
  child.once("message", () => listens.resolve());
  let last: Report | null = null;
  let finished: Report | null = null;
  let complaint = "";
  child.stderr?.on("data", (text) => {
    complaint += text;
  });
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { final, ...report } = JSON.parse(line);
      last = report;
      if (final === true) finished = report;
      else onReport?.(report);
    });
  }
  child.once("error", reject);
  child.once("close", (code, signal) => {
    listens.resolve();
    if (finished !== null) return resolve(finished);
    const end = signal ?? `exit code ${code}`;
    reject(new Error(`the load ended without a report (${end}): ${complaint.trim()}`));
  });
  return {
    pid: child.pid ?? 0,
    snapshot: () => last,
    mark: () => void (child.connected && child.send("mark")),
    stop: () => {
      // Before it listens, the signal would end it without a report.
      void listens.promise.then(() => child.kill("SIGTERM"));
      return done;
    },
    done,
  };
}
