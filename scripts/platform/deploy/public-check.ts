import { randomBytes } from "node:crypto";
import { SECURITY_HEADER_NAMES } from "../../../infra/config-files/nginx/security-headers.ts";
import type { Route } from "../../../infra/stage/schema.ts";
import { messageOf } from "../../toolchain/message-of.ts";
import { type Answer, type GatewayAddress, GatewayClient, tlsVersion } from "../containers/gateway-client.ts";
import { isSticky, splitIsPlausible } from "./split-test.ts";

/** What was seen through the public address, and every complaint about it. */
export interface PublicCheck {
  readonly users: number;
  readonly onV2: number;
  readonly complaints: readonly string[];
}

const USERS = 1_000;
const STICKY_USERS = 50;
const STICKY_REPEATS = 3;
// As fast as twenty, and without a queue that users would feel and the gate would see.
const AT_ONCE = 4;

const RELEASES = ["v1", "v2"];

const QUESTION = {
  candidate: { id: "check", skills: ["javascript"], years_experience: 3 },
  jobs: [{ id: "check", title: "developer", required_skills: ["javascript"] }],
};

/**
 * Asks the platform what its users would: TLS, headers on every route, the split over distinct users, stickiness.
 * A request without an answer is a complaint, never an error.
 */
export async function checkPublicly(
  address: GatewayAddress,
  routes: readonly Route[],
  v2: number,
): Promise<PublicCheck> {
  const client = new GatewayClient(address, AT_ONCE);
  try {
    const complaints = [
      ...(await tlsComplaints(address)),
      ...(await headerComplaints(client, address, routes)),
    ];
    const { releases, unstable } = await askUsers(client, v2);
    const onV2 = releases.filter((release) => release === "v2").length;
    const unserved = releases.filter((release) => !RELEASES.includes(release));
    if (unserved.length > 0)
      complaints.push(`answers: ${unserved.length} of ${USERS} users got none of a release: ${unserved[0]}`);
    if (!splitIsPlausible(onV2, releases.length, v2)) {
      complaints.push(
        `split: ${onV2} of ${releases.length} users are on V2, which does not fit ${v2} % (alpha 0.001)`,
      );
    }
    if (unstable > 0)
      complaints.push(
        `stickiness: ${unstable} of ${STICKY_USERS} users changed release between two requests`,
      );
    return { users: releases.length, onV2, complaints };
  } finally {
    await client.close();
  }
}

async function tlsComplaints(address: GatewayAddress): Promise<string[]> {
  const [modern, old] = await Promise.all([tlsVersion(address, "TLSv1.3"), tlsVersion(address, "TLSv1.2")]);
  return [
    ...(modern === "TLSv1.3" ? [] : [`tls: a TLS 1.3 client got ${modern ?? "no connection"}`]),
    ...(old === null ? [] : [`tls: a TLS 1.2 client was let in (${old})`]),
  ];
}

async function headerComplaints(
  client: GatewayClient,
  address: GatewayAddress,
  routes: readonly Route[],
): Promise<string[]> {
  const paths = [...routes.map((route) => route.path), "/health", "/no-such-path"];
  const answers = await Promise.all(
    paths.map(async (path) => ({ path, answer: await answerTo(client, path) })),
  );
  return answers.flatMap(({ path, answer }) => {
    if (typeof answer === "string") return [`headers: ${path} got ${answer}`];
    return missingHeaders(answer, address.host).map(
      (name) => `headers: ${path} (${answer.status}) lacks ${name}`,
    );
  });
}

function missingHeaders(answer: Answer, host: string): string[] {
  const expected = SECURITY_HEADER_NAMES.filter(
    (name) => name !== "Strict-Transport-Security" || !host.endsWith("localhost"),
  );
  return expected.filter((name) => answer.headers[name.toLowerCase()] === undefined);
}

async function askUsers(
  client: GatewayClient,
  v2: number,
): Promise<{ releases: string[]; unstable: number }> {
  const users = Array.from({ length: USERS }, () => randomBytes(16).toString("hex"));
  const releases = await inBatches(users, async (user) => {
    const release = await releaseOf(client, user);
    // With everybody on V2, V1 answers only what V2 does not, the gate counts that, and who is asked again is on V2.
    return v2 === 100 && release === "v1" ? releaseOf(client, user) : release;
  });
  const again = await inBatches(users.slice(0, STICKY_USERS), async (user, index) => {
    const answers = [releases[index] ?? ""];
    for (let i = 0; i < STICKY_REPEATS; i++) answers.push(await releaseOf(client, user));
    return isSticky(answers);
  });
  return { releases, unstable: again.filter((stayed) => !stayed).length };
}

async function releaseOf(client: GatewayClient, user: string): Promise<string> {
  const headers = { cookie: `ssm_assignment=${user}` };
  const answer = await answerTo(client, "/api/match", { json: QUESTION, headers });
  if (typeof answer === "string") return answer;
  return String(answer.headers["x-release"] ?? `no release, status ${answer.status}`);
}

/** The answer, or why there was none. */
async function answerTo(
  client: GatewayClient,
  path: string,
  question?: Parameters<GatewayClient["ask"]>[1],
): Promise<Answer | string> {
  try {
    return await client.ask(path, question);
  } catch (error) {
    return `no answer (${messageOf(error)})`;
  }
}

async function inBatches<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const batch = items.slice(start, start + AT_ONCE);
    results.push(...(await Promise.all(batch.map((item, offset) => work(item, start + offset)))));
  }
  return results;
}
