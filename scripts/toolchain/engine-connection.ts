import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { text } from "../messages/messages.ts";
import { allowedEngines, type EngineAddress, type EngineHints, engineUrl } from "./engine-choice.ts";
import { forbidden } from "./engine-decision.ts";
import { messageOf } from "./message-of.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** A Docker engine that has answered. */
export interface Engine {
  readonly docker: Docker;
  /** as `DOCKER_HOST` spells it */
  readonly host: string;
  readonly version: string;
}

/** What asking an engine came to. */
export type Answer =
  | { readonly kind: "answers"; readonly engine: Engine }
  | { readonly kind: "forbidden" | "silent"; readonly reason: string };

const PATIENCE = 3_000;

/** The engine that `connectEngine` would talk to. Never installs or starts anything; throws `ToolchainError` if there is none. */
export async function connectEngine(
  options: { readonly dockerHost?: string | undefined } = {},
): Promise<Engine> {
  const addresses = allowedEngines(engineHints(options.dockerHost));
  const answer = await askEngines(addresses);
  if (answer.kind === "answers") return answer.engine;
  const where = addresses.map(engineUrl).join(text.engine.or);
  if (answer.kind === "forbidden") throw forbidden(where, userInfo().username);
  const isRemote = addresses.some(({ kind }) => kind === "tcp");
  throw new ToolchainError("SSM-ENGINE-SILENT", 1, [
    text.engine.silent(where, answer.reason),
    isRemote ? text.engine.checkAddress : text.engine.startIt,
  ]);
}

/** This process and those that it starts use that engine; undefined changes nothing. */
export function nameEngine(dockerHost: string | undefined): void {
  if (dockerHost !== undefined) process.env.SSM_DOCKER_HOST = dockerHost;
}

/** What this process' environment and the user's docker configuration say about the engine. */
export function engineHints(named: string | undefined): EngineHints {
  const configFolder = process.env.DOCKER_CONFIG ?? join(homedir(), ".docker");
  const name = process.env.DOCKER_CONTEXT ?? currentContext(configFolder);
  return {
    named: named ?? (process.env.SSM_DOCKER_HOST || undefined),
    dockerHost: process.env.DOCKER_HOST || undefined,
    context: name ? { name, host: contextHost(configFolder, name) } : undefined,
    runtimeDir: process.env.XDG_RUNTIME_DIR,
  };
}

/** Asks each address for its version, 3 s each at most; the first that answers wins, "forbidden" beats "silent". */
export async function askEngines(addresses: readonly EngineAddress[]): Promise<Answer> {
  let best: Answer = { kind: "silent", reason: "nothing to ask" };
  for (const address of addresses) {
    const answer = await ask(address);
    if (answer.kind === "answers") return answer;
    if (best.kind !== "forbidden") best = answer;
  }
  return best;
}

async function ask(address: EngineAddress): Promise<Answer> {
  try {
    const { Version } = await client(address, PATIENCE).version();
    return {
      kind: "answers",
      engine: { docker: client(address), host: engineUrl(address), version: Version },
    };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // What dockerode says of an answer without a text ends by "unexpected - ".
    const reason = messageOf(error).replace(/( unexpected)? -\s*$/, "");
    return { kind: code === "EACCES" || code === "EPERM" ? "forbidden" : "silent", reason };
  }
}

/** Every option is given: the client would take those left out from DOCKER_HOST, and talk to another engine. */
function client(address: EngineAddress, timeout?: number): Docker {
  const none = { ca: undefined, cert: undefined, key: undefined };
  if (address.kind === "socket") {
    const where = { socketPath: address.path, host: undefined, port: undefined };
    return new Docker({ ...where, ...none, protocol: "http", timeout });
  }
  const { DOCKER_TLS_VERIFY: tls, DOCKER_CERT_PATH: certificates } = process.env;
  const where = { host: address.host, port: address.port, timeout };
  if (!tls) return new Docker({ ...where, ...none, protocol: "http" });
  const read = (file: string): Buffer => readFileSync(join(certificates ?? join(homedir(), ".docker"), file));
  const keys = { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
  return new Docker({ ...where, ...keys, protocol: "https" });
}

function currentContext(configFolder: string): string | undefined {
  const config = readJson(join(configFolder, "config.json"));
  return stringAt(config, "currentContext");
}

/** The docker client stores a context under the SHA-256 of its name. */
function contextHost(configFolder: string, name: string): string | null {
  const id = createHash("sha256").update(name).digest("hex");
  const meta = readJson(join(configFolder, "contexts", "meta", id, "meta.json"));
  return stringAt(meta, "Endpoints", "docker", "Host") ?? null;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function stringAt(value: unknown, ...keys: string[]): string | undefined {
  let here = value;
  for (const key of keys) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Object.entries(here).find(([name]) => name === key)?.[1];
  }
  return typeof here === "string" && here !== "" ? here : undefined;
}
