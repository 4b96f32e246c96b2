import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { LOAD_DEFAULTS, type LoadOptions, startLoad } from "../../../scripts/lab/load/load.ts";
import type { LoadReport } from "../../../scripts/lab/load/report.ts";
import { type Fixture, HOST, type LocalServer, makeFixture, serveHttps } from "./support.ts";

interface Reply {
  readonly status?: number;
  readonly release?: string;
  readonly setCookie?: string;
  /** Ends the connection without an answer, or after half of one. */
  readonly hangUp?: "at once" | "half way";
  readonly delayMs?: number;
}

describe("startLoad", () => {
  let fixture: Fixture;
  let server: LocalServer;
  let reply: (request: IncomingMessage, arrival: number) => Reply;
  let arrivals: {
    readonly headers: IncomingMessage["headers"];
    readonly url: string;
    readonly body: string;
  }[];

  before(async () => {
    fixture = await makeFixture();
    server = await serveHttps(fixture, async (request, response) => {
      const body = await text(request);
      arrivals.push({ headers: request.headers, url: request.url ?? "", body });
      const { status = 200, release, setCookie, hangUp, delayMs } = reply(request, arrivals.length);
      if (delayMs !== undefined) await sleep(delayMs);
      if (hangUp === "at once") return request.socket.destroy();
      response.writeHead(status, {
        ...(release === undefined ? {} : { "x-release": release }),
        ...(setCookie === undefined ? {} : { "set-cookie": setCookie }),
      });
      if (hangUp === undefined) return response.end('{"matches":[]}');
      response.write('{"matches":');
      setTimeout(() => request.socket.destroy(), 5);
    });
  });
  after(() => {
    server.close();
    fixture.remove();
  });

  const options = (more: Partial<LoadOptions>): LoadOptions => ({
    ...LOAD_DEFAULTS,
    url: server.url,
    host: HOST,
    caFile: fixture.caFile,
    labelledFile: fixture.labelledFile,
    rate: 1000,
    connections: 16,
    ...more,
  });
  const run = (more: Partial<LoadOptions>, replies: typeof reply): Promise<LoadReport> => {
    reply = replies;
    arrivals = [];
    return startLoad(options(more)).done;
  };

  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 2000 && !holds(); tries++) await sleep(5);
    assert.ok(holds(), "it did not come true within 10 s");
  };
  const runUntil = async (
    more: Partial<LoadOptions>,
    holds: (report: LoadReport) => boolean,
    replies: typeof reply,
  ): Promise<LoadReport> => {
    reply = replies;
    arrivals = [];
    const load = startLoad(options({ rate: 200, maxSeconds: 20, ...more }));
    await until(() => holds(load.snapshot()));
    return load.stop();
  };

  it("counts each failed request once and never sends it again", async () => {
    const kinds: Reply[] = [
      { hangUp: "at once" },
      { hangUp: "half way" },
      { status: 502 },
      { status: 429 },
      { status: 404 },
    ];
    const report = await run({ maxRequests: 400 }, (_request, arrival) =>
      arrival % 10 < 5 ? (kinds[arrival % 10] ?? {}) : {},
    );
    assert.equal(arrivals.length, 400);
    assert.equal(report.sent, 400);
    assert.equal(report.failed, 160);
    assert.equal(report.ok, 240);
    assert.equal(report.inFlight, 0);
    assert.deepEqual(report.byStatus, { "200": 200, "404": 40, "429": 40, "502": 40 });
    assert.equal(report.failures.length, 20);
    const reasons = new Set(report.failures.map(({ reason }) => reason));
    assert.ok(reasons.has("status 502") && reasons.has("status 429"));
    assert.ok([...reasons].some((reason) => reason.startsWith("other side closed")));
  });

  it("plays real match requests of 5,000 users and of clients without cookies, each with its own address", async () => {
    await run({ maxRequests: 100 }, () => ({ setCookie: "ssm_assignment=0123; Path=/; Secure; HttpOnly" }));
    const matches = arrivals.filter(({ url }) => url === "/api/match");
    assert.equal(matches.length, 98);
    assert.equal(arrivals.filter(({ url }) => url === "/api/v1/health").length, 2);
    assert.ok(matches.every(({ body }) => JSON.parse(body).jobs.length === 2));
    const addresses = arrivals.map(({ headers }) => String(headers["x-forwarded-for"]));
    assert.equal(new Set(addresses).size, 100);
    assert.equal(addresses.filter((address) => address.startsWith("198.19.")).length, 5);
    assert.equal(addresses.filter((address) => address.startsWith("198.18.")).length, 95);
    assert.ok(new Set(arrivals.map(({ headers }) => headers["user-agent"])).size >= 5);
    assert.ok(arrivals.every(({ headers }) => headers.host?.startsWith(`${HOST}:`)));
  });

  it("gives a user's cookies back as they were set, and none of a client that keeps none", async () => {
    const cookieOf = (address: unknown) => `ssm_assignment=id-${address}`;
    const returned = new Set<unknown>();
    await runUntil(
      { users: 20 },
      () => returned.size === 20,
      ({ headers }) => {
        const address = headers["x-forwarded-for"];
        if (headers.cookie !== undefined) {
          assert.equal(headers.cookie, cookieOf(address));
          returned.add(address);
        }
        return { setCookie: `${cookieOf(address)}; Max-Age=31536000; Path=/; Secure` };
      },
    );
    assert.ok([...returned].every((address) => String(address).startsWith("198.18.")));
  });

  it("sees who is on V2 and who was moved, and forgets it when the split was changed on purpose", async () => {
    let moved = "198.18.0.1";
    arrivals = [];
    reply = ({ headers }) => {
      const address = String(headers["x-forwarded-for"]);
      const isOnV2 = Number(address.split(".")[3]) % 2 === 0 || address === moved;
      return { release: isOnV2 ? "v2" : "v1", setCookie: "ssm_assignment=1" };
    };
    const load = startLoad(options({ users: 10, rate: 200, maxSeconds: 20 }));
    const { snapshot } = load;
    await until(() => snapshot().users.seen === 10 && snapshot().cookieless.seen === 1);
    const before = snapshot();
    moved = "198.18.0.3";
    await until(() => snapshot().users.changed + snapshot().users.changedByCookie === 2);
    load.mark();
    const marked = snapshot();
    await until(() => snapshot().users.seen === 10);
    const after = await load.stop();
    assert.deepEqual(before.users, { seen: 10, onV2: 6, changed: 0, changedByCookie: 0 });
    assert.deepEqual(before.cookieless, { seen: 1, onV2: 0, changed: 0, changedByCookie: 0 });
    assert.deepEqual(marked.users, { seen: 0, onV2: 0, changed: 0, changedByCookie: 0 });
    assert.deepEqual(after.users, { seen: 10, onV2: 6, changed: 0, changedByCookie: 0 });
    assert.ok((after.byRelease.v2 ?? 0) > 0 && (after.byRelease.v1 ?? 0) > 0);
  });

  it("counts a user apart whom the first cookie moved", async () => {
    // The first user's first request goes to V1's health, which says nothing about the split.
    const moved = ({ users }: LoadReport) => users.changedByCookie >= 4;
    const { users } = await runUntil({ users: 5 }, moved, ({ headers }) => ({
      release: headers.cookie === undefined ? "v2" : "v1",
      setCookie: "ssm_assignment=1",
    }));
    assert.equal(users.changed, 0);
  });

  it("sends on schedule whatever the answers do, and counts the waiting as latency", async () => {
    const report = await run({ rate: 200, maxRequests: 50, connections: 1 }, () => ({
      release: "v1",
      delayMs: 10,
    }));
    assert.equal(report.sent, 50);
    // 50 requests need half a second over the one connection but are due within a quarter: the last waits for the rest.
    const { p50 = 0, p95 = 0 } = report.latency.v1?.total ?? {};
    assert.ok(p50 > 0.08 && p95 > 0.2, `p50 ${p50} s, p95 ${p95} s`);
  });

  it("fails a request that has no answer in time, once", async () => {
    const report = await run({ maxRequests: 5, timeout: 0.2 }, () => ({ delayMs: 400 }));
    assert.equal(report.failed, 5);
    assert.equal(report.failures[0]?.reason, "no answer within 0.2 s");
    assert.ok(arrivals.length <= 5);
  });

  it("skips what is due beyond its bound of waiting requests, and counts it apart", async () => {
    const report = await run({ maxInFlight: 3, maxRequests: 200 }, () => ({ delayMs: 300 }));
    assert.ok(report.sent >= 3 && report.skipped > 0);
    assert.equal(report.sent + report.skipped, 200);
    assert.equal(report.ok, report.sent);
  });

  it("ends at its bound in time", async () => {
    const report = await run({ maxSeconds: 0.1 }, () => ({}));
    assert.ok(report.t >= 0.1 && report.t < 5);
    assert.equal(report.inFlight, 0);
  });

  it("trusts only the lab's authority and only its host name", async () => {
    const stranger = await makeFixture();
    const wrongAuthority = await run({ maxRequests: 3, caFile: stranger.caFile }, () => ({}));
    const wrongName = await run({ maxRequests: 3, host: "api.example.localhost" }, () => ({}));
    stranger.remove();
    assert.equal(wrongAuthority.failed, 3);
    assert.equal(wrongName.failed, 3);
    assert.match(wrongName.failures[0]?.reason ?? "", /ERR_TLS_CERT_ALTNAME_INVALID/);
    assert.equal(arrivals.length, 0);
  });
});
