import { text } from "../messages/messages.ts";
import type { Consent } from "./confirm.ts";
import type { Machine } from "./machine.ts";
import { ToolchainError } from "./toolchain-error.ts";

const { engine: said } = text;

/** What to do about an engine that does not answer. */
export type EngineDecision = "start" | "install" | "ask-to-install";

/** Why no engine could be used. */
export interface Silence {
  readonly kind: "forbidden" | "silent";
  /** the addresses that were asked */
  readonly where: string;
  /** whether the user named the engine, which is then none of ours to start */
  readonly named: boolean;
}

/** Decides between starting, installing and asking; throws a message of three lines where the user has to act. */
export function decideEngine(silence: Silence, machine: Machine, consent: Consent): EngineDecision {
  const { where } = silence;
  if (silence.kind === "forbidden") {
    throw forbidden(where, machine.user);
  }
  if (silence.named) {
    throw stop("SSM-ENGINE-SILENT", [said.namedSilent(where), said.checkAddress, said.leaveOut]);
  }
  if (machine.dockerd) return machine.root ? "start" : refuseToStart(where);
  if (!machine.root || !machine.debian) {
    throw stop("SSM-ENGINE-MISSING", [
      said.missing(where, machine.user, machine.distribution),
      said.install,
      said.again,
    ]);
  }
  if (consent !== "refused") return consent === "granted" ? "install" : "ask-to-install";
  throw stop("SSM-ENGINE-CONSENT", [said.canInstall(where), said.nobodyToAsk, said.orYourself]);
}

/** What is said to a user who may not use the engine that is there. */
export function forbidden(where: string, user: string): ToolchainError {
  return stop("SSM-ENGINE-FORBIDDEN", [said.forbidden(where, user), said.allow, said.again]);
}

/** What is said when the user answers no. */
export function declined(): ToolchainError {
  return stop("SSM-ENGINE-DECLINED", [said.nothingInstalled, said.declined]);
}

function refuseToStart(where: string): never {
  throw stop("SSM-ENGINE-STOPPED", [said.stopped(where), said.start, said.again]);
}

function stop(id: string, lines: readonly string[]): ToolchainError {
  return new ToolchainError(id, 1, lines);
}
