import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

/** Starts the Node that runs this file, with its flags, on `args`; the child does not outlive this process's parent. */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, [...process.execArgv, ...args], options);
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/**
 * Ends this process and its children within half a second of the end of its parent, the engine. Without it a killed
 * `pulumi up` leaves processes that go on changing the platform beside the run that repairs it.
 */
export function endWithParent(): void {
  const engine = process.ppid;
  // The engine's way to end it; Node keeps the code that it compiled only where a process exits by itself.
  process.once("SIGINT", () => process.exit(130));
  setInterval(() => {
    if (process.ppid === engine) return;
    for (const child of running) child.kill("SIGKILL");
    process.exit(1);
  }, 500).unref();
}
