import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { after } from "node:test";

/** A container of the pretended engine. */
export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As `docker ps` shows it; by default up and healthy, or down. */
  readonly status?: string;
  /** By default `running`. */
  readonly state?: string;
}

const UP = "Up 2 minutes (healthy)";
const DOWN = "Exited (1) 2 minutes ago";

/** What one command in a container comes to. */
export interface Ran {
  readonly code: number | null;
  readonly output?: string;
}

/** What the engine was asked, in order: `DELETE /containers/a?force=true`. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

export interface FakeEngineOptions {
  readonly containers?: readonly FakeContainer[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  /** Runs a command in a container, which may take its time; by default everything succeeds and prints nothing. */
  run?: (id: string, command: readonly string[], env: readonly string[]) => Ran | Promise<Ran>;
  /** Answers this instead of what follows from the options above; null leaves it to them. */
  instead?: (call: Call) => { readonly status: number; readonly body: string | Buffer } | null;
}

/** The local socket of a Docker engine that only pretends: it keeps no state but what it was asked. */
export interface FakeEngine {
  readonly socket: string;
  readonly calls: Call[];
  /** The commands that were run, as `container: command`. */
  readonly commands: string[];
}

/** Starts one for the time of a test, or of a file with `{ after }` of node:test. */
export async function fakeEngine(
  context: { readonly after: typeof after },
  options: FakeEngineOptions = {},
): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const engine: FakeEngine = { socket: join(folder, "docker.sock"), calls: [], commands: [] };
  const started: (Ran | Promise<Ran>)[] = [];
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    engine.calls.push(call);
    const other = options.instead?.(call) ?? null;
    if (other !== null) return void response.writeHead(other.status).end(other.body);
    await answer(call, response, engine, options, started);
  });
  await new Promise<void>((resolve) => server.listen(engine.socket, resolve));
  server.unref();
  context.after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return engine;
}

async function callOf(request: IncomingMessage): Promise<Call> {
  return {
    method: request.method ?? "",
    path: decodeURIComponent(request.url ?? ""),
    body: await buffer(request),
  };
}

async function answer(
  { method, path, body }: Call,
  response: ServerResponse,
  engine: FakeEngine,
  options: FakeEngineOptions,
  started: (Ran | Promise<Ran>)[],
): Promise<void> {
  const json = (value: unknown, status = 200) => response.writeHead(status).end(JSON.stringify(value));
  const [, kind, id = "", action] = /^\/(\w+)(?:\/([\w.-]+))?(?:\/(\w+))?/.exec(path) ?? [];
  if (method === "GET" && path.startsWith("/containers/json"))
    return void json(listed(options.containers ?? [], path));
  if (method === "GET" && kind === "networks")
    return void json((options.networks ?? []).map((Id) => ({ Id })));
  if (method === "GET" && kind === "volumes")
    return void json({ Volumes: (options.volumes ?? []).map((Name) => ({ Name })) });
  if (kind === "containers" && action === "exec") {
    const { Cmd, Env = [] }: Record<"Cmd" | "Env", readonly string[]> = JSON.parse(body.toString());
    engine.commands.push(`${id}: ${Cmd.join(" ")}`);
    started.push(options.run?.(id, Cmd, Env) ?? { code: 0 });
    return void json({ Id: String(started.length - 1) }, 201);
  }
  if (kind === "exec" && action === "start") {
    response.writeHead(200).flushHeaders();
    return void response.end(frame((await started[Number(id)])?.output));
  }
  if (kind === "exec") return void json({ ExitCode: (await started[Number(id)])?.code ?? null });
  if (method === "GET" && action === "json") return void json({ Id: id, State: { Running: true } });
  json({}, method === "DELETE" || method === "POST" ? 204 : 200);
}

function listed(containers: readonly FakeContainer[], path: string) {
  const filters = /[?&]filters=([^&]*)/.exec(path)?.[1];
  const wanted: string[] = filters === undefined ? [] : JSON.parse(filters).label;
  const all = /[?&]all=true/.test(path);
  return containers
    .filter(({ labels }) =>
      wanted.every((label) =>
        Object.entries(labels).some((pair) => pair.join("=") === label || pair[0] === label),
      ),
    )
    .filter(({ state = "running" }) => all || state === "running")
    .map(({ id, name, labels, state = "running", status = state === "running" ? UP : DOWN }) => ({
      Id: id,
      Names: [`/${name}`],
      Labels: labels,
      State: state,
      Status: status,
    }));
}

/** Output as the engine sends it: stream number, three zeros, length, text. */
export function frame(output = ""): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(1, 0);
  header.writeUInt32BE(Buffer.byteLength(output), 4);
  return output === "" ? Buffer.alloc(0) : Buffer.concat([header, Buffer.from(output)]);
}

/** A service of an instance, as the engine knows it by its labels. */
export function partOf(service: string, other: Partial<FakeContainer> = {}, instance = "lab"): FakeContainer {
  return {
    id: `${instance}-${service}-id`,
    name: `${instance}-${service}`,
    labels: {
      "supersmartmatch.place": "lab",
      "supersmartmatch.instance": instance,
      "supersmartmatch.service": service,
    },
    ...other,
  };
}
