import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { text } from "../messages/messages.ts";
import type { EngineAddress } from "./engine-choice.ts";
import { askEngines, type Engine } from "./engine-connection.ts";
import { findProgram } from "./machine.ts";
import { messageOf } from "./message-of.ts";
import { cacheDir } from "./paths.ts";
import { runProgram } from "./run-program.ts";
import type { Detail } from "./steps.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** What an engine of ours is started with: containers go on running while it is away, and are found again when it is back. */
export const ENGINE_OPTIONS = ["--live-restore"];

const PATIENCE = 60_000;
const POLL = 250;

/** Starts the installed engine, with systemd where it runs, else as a process of its own that outlives this one. */
export async function startEngine(
  addresses: readonly EngineAddress[],
  systemd: boolean,
  detail: Detail,
): Promise<Engine> {
  detail("starting the Docker engine");
  return systemd ? startUnit(addresses) : startProcess(addresses);
}

async function startUnit(addresses: readonly EngineAddress[]): Promise<Engine> {
  try {
    await runProgram("systemctl", ["start", "docker"]);
  } catch (error) {
    throw failed(messageOf(error), "journalctl -u docker");
  }
  const engine = await answerWithin(addresses, () => false);
  if (engine) return engine;
  throw failed(`no answer within ${PATIENCE / 1000} s`, "journalctl -u docker");
}

async function startProcess(addresses: readonly EngineAddress[]): Promise<Engine> {
  const logFile = join(cacheDir(), "dockerd.log");
  const log = openSync(logFile, "w", 0o600);
  const daemon = spawn(findProgram("dockerd") ?? "dockerd", ENGINE_OPTIONS, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin` },
  });
  closeSync(log);
  let ended = false;
  daemon.once("exit", () => {
    ended = true;
  });
  daemon.once("error", () => {
    ended = true;
  });
  // This command may have stepped back behind the platform; what the engine runs is the platform.
  if (daemon.pid !== undefined) setPriority(daemon.pid, 0);
  daemon.unref();
  const engine = await answerWithin(addresses, () => ended);
  if (engine) return engine;
  throw failed(
    ended ? lastComplaint(readFileSync(logFile, "utf8")) : `no answer within ${PATIENCE / 1000} s`,
    logFile,
  );
}

async function answerWithin(
  addresses: readonly EngineAddress[],
  givenUp: () => boolean,
): Promise<Engine | null> {
  for (const end = Date.now() + PATIENCE; Date.now() < end && !givenUp(); await pause(POLL)) {
    const answer = await askEngines(addresses);
    if (answer.kind === "answers") return answer.engine;
  }
  return null;
}

/** The line of dockerd's log that says why it ended. */
export function lastComplaint(log: string): string {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  return lines.findLast((line) => /failed|error|denied/i.test(line)) ?? lines.at(-1) ?? "it wrote nothing";
}

function failed(reason: string, log: string): ToolchainError {
  return new ToolchainError("SSM-ENGINE-START", 4, [
    text.engine.notStarted(reason),
    text.engine.log(log),
    text.engine.privileged,
  ]);
}
