import type { Consent } from "./confirm.ts";
import type { Machine } from "./machine.ts";
import { ToolchainError } from "./toolchain-error.ts";

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
    throw stop("SSM-ENGINE-SILENT", [
      `no Docker engine answers at ${where}, which --docker-host names`,
      "check the address, and that the engine listens there",
      "or leave --docker-host out to use this machine's own engine",
    ]);
  }
  if (machine.dockerd) return machine.root ? "start" : refuseToStart(where);
  if (!machine.root || !machine.debian) {
    throw stop("SSM-ENGINE-MISSING", [
      `no Docker engine answers at ${where}, and installing one needs root on Debian or Ubuntu (found ${machine.user} on ${machine.distribution})`,
      "install Docker Engine the way your system does it and start it, or run this command as root on Debian or Ubuntu",
      "then run this command again",
    ]);
  }
  if (consent !== "refused") return consent === "granted" ? "install" : "ask-to-install";
  throw stop("SSM-ENGINE-CONSENT", [
    `no Docker engine answers at ${where}; this command can install one (packages docker.io and iptables) and start it`,
    "nobody can be asked here: add --yes, or set CI=true, to accept",
    "or install and start Docker yourself, then run this command again",
  ]);
}

/** What is said to a user who may not use the engine that is there. */
export function forbidden(where: string, user: string): ToolchainError {
  return stop("SSM-ENGINE-FORBIDDEN", [
    `the Docker engine at ${where} is there, but ${user} may not use it`,
    "allow it: sudo usermod -aG docker $USER, then log out and in again",
    "then run this command again",
  ]);
}

/** What is said when the user answers no. */
export function declined(): ToolchainError {
  return stop("SSM-ENGINE-DECLINED", [
    "nothing was installed",
    "install and start Docker Engine yourself, or run this command again and answer y",
  ]);
}

function refuseToStart(where: string): never {
  throw stop("SSM-ENGINE-STOPPED", [
    `a Docker engine is installed but does not answer at ${where}, and starting it needs root`,
    "start it: sudo systemctl start docker",
    "then run this command again",
  ]);
}

function stop(id: string, lines: readonly string[]): ToolchainError {
  return new ToolchainError(id, 1, lines);
}
