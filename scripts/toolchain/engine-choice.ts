import { text } from "../messages/messages.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** One way to reach a Docker engine. */
export type EngineAddress =
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/** Everything that may say which engine is meant. */
export interface EngineHints {
  /** `--docker-host`, else `SSM_DOCKER_HOST`: the only ways to name an engine that is not this machine's own */
  readonly named?: string | undefined;
  readonly dockerHost?: string | undefined;
  /** the docker context in force: `DOCKER_CONTEXT`, else the one chosen by `docker context use` */
  readonly context?: { readonly name: string; readonly host: string | null } | undefined;
  /** `XDG_RUNTIME_DIR`, where a rootless engine has its socket */
  readonly runtimeDir?: string | undefined;
}

const SYSTEM_SOCKET = "/var/run/docker.sock";

/**
 * The engines that may be used, best first: the named one alone, else this machine's own sockets.
 * Throws when the environment points elsewhere: what the user's `docker` shows must be what we change.
 */
export function allowedEngines(hints: EngineHints): EngineAddress[] {
  if (hints.named) return [parseEngine(hints.named)];
  const own = ownSockets(hints.runtimeDir);
  const pointed = hints.dockerHost
    ? { by: "DOCKER_HOST", host: hints.dockerHost, undo: "unset DOCKER_HOST" }
    : hints.context && hints.context.name !== "default"
      ? {
          by: text.engine.context(hints.context.name),
          host: hints.context.host ?? text.engine.anUnknown,
          undo: "docker context use default; unset DOCKER_CONTEXT",
        }
      : null;
  if (pointed === null) return own.map((path) => ({ kind: "socket", path }));
  const path = pointed.host.startsWith("unix://") ? pointed.host.slice("unix://".length) : "";
  if (own.includes(path)) return [{ kind: "socket", path }];
  throw new ToolchainError("SSM-ENGINE-ELSEWHERE", 1, [
    text.engine.elsewhere(pointed.by, pointed.host),
    text.engine.ownEngine(pointed.undo),
    onPurpose(pointed.host),
  ]);
}

function onPurpose(host: string): string {
  const [, where] = /^ssh:\/\/(.+)$/.exec(host) ?? [];
  if (where !== undefined) return text.engine.byTunnel(`ssh -NL /tmp/engine.sock:${SYSTEM_SOCKET} ${where}`);
  return text.engine.onPurpose(/^(unix|tcp):/.test(host) ? host : "unix:///path or tcp://host:port");
}

/** Reads `unix:///path` or `tcp://host:port`; throws on anything else. */
export function parseEngine(address: string): EngineAddress {
  const socket = /^unix:\/\/(\/.+)$/.exec(address)?.[1];
  if (socket) return { kind: "socket", path: socket };
  const [, host, port] = /^tcp:\/\/(\[[0-9a-f:]+\]|[\w.-]+):(\d{1,5})\/?$/i.exec(address) ?? [];
  if (host && port && Number(port) > 0 && Number(port) < 65_536) {
    return { kind: "tcp", host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  }
  throw new ToolchainError("SSM-BAD-DOCKER-HOST", 1, [text.engine.badHost(JSON.stringify(address))]);
}

/** The address as `DOCKER_HOST` spells it. */
export function engineUrl(address: EngineAddress): string {
  if (address.kind === "socket") return `unix://${address.path}`;
  return `tcp://${address.host.includes(":") ? `[${address.host}]` : address.host}:${address.port}`;
}

function ownSockets(runtimeDir: string | undefined): string[] {
  return [SYSTEM_SOCKET, "/run/docker.sock", ...(runtimeDir ? [`${runtimeDir}/docker.sock`] : [])];
}
