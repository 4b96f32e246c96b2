import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Agent, type Dispatcher } from "undici";
import { LOAD_DEFAULTS, type LoadOptions, runLoadProcess } from "../../../scripts/lab/load/load.ts";
import { gatewayAddress } from "../../../scripts/platform/containers/gateway-client.ts";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

/** An answer of the gateway. */
export interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: string;
}

export interface Question {
  readonly method?: Dispatcher.HttpMethod;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests as users do; nothing is ever sent twice. */
export interface Client {
  ask(path: string, question?: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** One of the addresses without a rate limit. */
const EXEMPT = "198.18.0.1";

/** The smallest match request that every release answers. */
export const MATCH: Question = {
  json: {
    candidate: { id: "c", skills: ["javascript"], years_experience: 3 },
    jobs: [{ id: "j", title: "developer", required_skills: ["javascript"] }],
  },
};

/** A client of the platform's public address. `from` is its address as the gateway sees it. */
export function openClient({ stacks, instance }: Context, from = EXEMPT): Client {
  const { host, connectTo, httpsPort, authority } = gatewayAddress(stacks.place, instance.dir);
  assert.ok(authority, "the platform has no certificate authority yet");
  const agent = new Agent({ connections: 16, connect: { servername: host, ca: authority } });
  return {
    ask: async (path, { method, json, headers = {} } = {}) => {
      const answer = await agent.request({
        origin: `https://${connectTo}:${httpsPort}`,
        path,
        method: method ?? (json === undefined ? "GET" : "POST"),
        headers: {
          host,
          "x-forwarded-for": from,
          ...(json === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        headersTimeout: 5_000,
        bodyTimeout: 5_000,
      });
      return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
    },
    close: () => agent.close(),
  };
}

/**
 * Requests per second, half of what `npm start` sends: enough for every gate from 25 % on, and on two slow cores
 * the commands and V2 have time to spare.
 */
export const LIGHT_RATE = 100;

/** 5,000 users who ask all the time, in a process of their own. One request in fifty asks `fixedPath`, by default V1 by name. */
export function startUsers(
  { stacks: { place }, instance }: Context,
  {
    fixedPath = LOAD_DEFAULTS.fixedPath,
    rate = LOAD_DEFAULTS.rate,
  }: Partial<Pick<LoadOptions, "fixedPath" | "rate">> = {},
) {
  return runLoadProcess({
    ...LOAD_DEFAULTS,
    rate,
    url: `https://127.0.0.1:${place.publish.https}`,
    host: place.host,
    caFile: join(instance.dir, "ca.pem"),
    labelledFile: join(projectDir, "scripts/lab/labelled/tune.jsonl"),
    fixedPath,
    maxSeconds: 900,
  });
}

/** Always the same users, who are asked now and then which release answers them. */
export class Cohort {
  readonly #users: readonly string[];

  constructor(size: number) {
    this.#users = Array.from({ length: size }, () => randomBytes(16).toString("hex"));
  }

  /** The users whom `release` answers. Every one of them must get a 200. */
  async on(client: Client, release: string): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < this.#users.length; start += 16) {
      const batch = this.#users.slice(start, start + 16);
      const answers = await Promise.all(
        batch.map((user) =>
          client.ask("/api/match", { ...MATCH, headers: { cookie: `ssm_assignment=${user}` } }),
        ),
      );
      for (const [index, { status, headers, body }] of answers.entries()) {
        assert.equal(status, 200, `a user of the cohort got ${status}: ${body}`);
        const user = batch[index];
        if (headers["x-release"] === release && user !== undefined) found.add(user);
      }
    }
    return found;
  }
}

/** A request of `askAllTheTime`; moments of `performance.now()`. */
export interface Asked {
  readonly began: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly release: string;
}

/** Users who ask again as soon as they have their answer, until they are stopped. */
export function askAllTheTime(context: Context, users: number): { stop(): Promise<Asked[]> } {
  const client = openClient(context);
  const asked: Asked[] = [];
  let isOver = false;
  const askOn = async () => {
    while (!isOver) {
      const began = performance.now();
      const answer = await client.ask("/api/match", MATCH).catch(() => null);
      asked.push({ began, status: answer?.status ?? 0, release: String(answer?.headers["x-release"] ?? "") });
    }
  };
  const working = Array.from({ length: users }, askOn);
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(working);
      await client.close();
      return asked;
    },
  };
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "x-xss-protection": "0",
};

/** Each header once, with its value; never HSTS on a local name. */
export function assertSecurityHeaders({ status, headers }: Answer, path: string): void {
  const found = Object.keys(SECURITY_HEADERS).map((name) => [name, headers[name]]);
  assert.deepEqual(Object.fromEntries(found), SECURITY_HEADERS, `security headers of ${path} (${status})`);
  assert.equal(headers["strict-transport-security"], undefined, "a .localhost name never gets HSTS");
}
