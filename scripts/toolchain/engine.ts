import { join } from "node:path";
import { text } from "../messages/messages.ts";
import { aptInstall } from "./apt.ts";
import { askYesNo, consent } from "./confirm.ts";
import { allowedEngines, type EngineAddress, engineUrl } from "./engine-choice.ts";
import { type Answer, askEngines, type Engine, engineHints } from "./engine-connection.ts";
import { decideEngine, declined } from "./engine-decision.ts";
import { startEngine } from "./engine-start.ts";
import { withLock } from "./lock.ts";
import { lookAtMachine } from "./machine.ts";
import { cacheDir } from "./paths.ts";
import type { Detail } from "./steps.ts";

export { connectEngine, type Engine } from "./engine-connection.ts";

/** How far the search for an engine may go. */
export interface EngineOptions {
  /** accept the installation of an engine without asking */
  readonly yes: boolean;
  /** the engine named by `--docker-host`; without it only this machine's own is used */
  readonly dockerHost?: string | undefined;
  readonly report: Detail;
  readonly confirm?: (question: string) => Promise<boolean>;
}

const PACKAGES = ["docker.io", "iptables"];

/**
 * A Docker engine that answers: the one that is there, else this machine's own, installed and started where that is possible.
 * Throws `ToolchainError` in three lines where the user has to act, and when the environment points at another engine.
 */
export async function ensureEngine(options: EngineOptions): Promise<Engine> {
  const addresses = allowedEngines(engineHints(options.dockerHost));
  const answer = await askEngines(addresses);
  if (answer.kind === "answers") return answer.engine;
  await agree(answer, addresses, options);
  const lock = { what: text.locks.engine, report: options.report };
  return withLock(join(cacheDir(), "engine.lock"), lock, async () => {
    const meanwhile = await askEngines(addresses);
    if (meanwhile.kind === "answers") return meanwhile.engine;
    if (!lookAtMachine().dockerd) await aptInstall(PACKAGES, options.report);
    return startEngine(addresses, lookAtMachine().systemd, options.report);
  });
}

/** Asks what `ensureEngine` would have to ask, so that no question comes in the middle of the work; throws what it would throw. */
export async function settleEngine(options: Omit<EngineOptions, "report">): Promise<void> {
  const addresses = allowedEngines(engineHints(options.dockerHost));
  const answer = await askEngines(addresses);
  if (answer.kind !== "answers") await agree(answer, addresses, options);
}

async function agree(
  answer: Exclude<Answer, { kind: "answers" }>,
  addresses: readonly EngineAddress[],
  options: Omit<EngineOptions, "report">,
): Promise<void> {
  const where = addresses.map(engineUrl)[0] ?? "";
  const silence = { kind: answer.kind, where, named: engineHints(options.dockerHost).named !== undefined };
  const allowed = consent(options.yes, process.env.CI, process.stdin.isTTY === true);
  if (decideEngine(silence, lookAtMachine(), allowed) !== "ask-to-install") return;
  const confirm = options.confirm ?? askYesNo;
  const question = text.questions.installEngine(PACKAGES.join(", "));
  if (!(await confirm(question))) throw declined();
}
