import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Route } from "../../infra/stage/schema.ts";
import { type RealGateway, startRealGateway } from "./support/real-gateway.ts";

const ROUTES: readonly Route[] = [
  { path: "/api/match", exact: true, to: "split", limit: null, retry: "idempotent", timeout: 30 },
  { path: "/api/slow/", exact: false, to: "split", limit: null, retry: "never", timeout: 3 },
  { path: "/api/", exact: false, to: "split", limit: null, retry: "never", timeout: 1 },
];
const WRITES = ["PUT", "DELETE", "PATCH", "POST"] as const;

describe("the real gateway, when V2 fails", () => {
  let gateway: RealGateway;
  before(async () => {
    gateway = await startRealGateway(ROUTES);
  });
  afterEach(() => {
    gateway.v1.manner = "answer";
    gateway.v2.manner = "answer";
    gateway.v1.got.length = 0;
    gateway.v2.got.length = 0;
  });
  after(() => gateway.close());

  it("gives a write to V1, body and all, when V2 got nothing of it", async () => {
    await gateway.v2.leave();
    for (const method of [...WRITES, "GET"] as const)
      assert.deepEqual(await gateway.ask(method, "/api/offers/1", method === "GET" ? undefined : "{}"), {
        status: 200,
        release: "v1",
      });
    assert.deepEqual(gateway.v1.got, ["PUT {}", "DELETE {}", "PATCH {}", "POST {}", "GET"]);
    await gateway.v2.comeBack();
  });

  for (const [manner, status] of [
    ["break off", 502],
    ["stay silent", 504],
  ] as const)
    it(`never makes a write again that V2 may have done: V2 gets it and ${manner === "break off" ? "breaks off" : "stays silent"}`, async () => {
      for (const method of WRITES) {
        // So that a connection to V2 is open already.
        gateway.v2.manner = "answer";
        await gateway.ask("GET", "/api/offers/1");
        gateway.v2.manner = manner;
        assert.equal((await gateway.ask(method, "/api/offers/1", "{}")).status, status, method);
      }
      assert.deepEqual(
        gateway.v2.got.filter((request) => request !== "GET"),
        WRITES.map((method) => `${method} {}`),
      );
      assert.deepEqual(gateway.v1.got, []);
    });

  it("asks V1 for what V2 could not read within 2 s, and not later", async () => {
    for (const manner of ["break off", "stay silent"] as const) {
      gateway.v2.manner = manner;
      assert.deepEqual(await gateway.ask("GET", "/api/offers/1"), { status: 200, release: "v1" });
    }
    assert.equal((await gateway.ask("GET", "/api/slow/1")).status, 504);
    assert.deepEqual(gateway.v1.got, ["GET", "GET"]);
  });

  it("lets V1 answer a match whatever went wrong", async () => {
    for (const manner of ["fail", "break off", "stay silent"] as const) {
      gateway.v2.manner = manner;
      assert.deepEqual(await gateway.ask("POST", "/api/match", "{}"), { status: 200, release: "v1" });
    }
    assert.deepEqual(gateway.v1.got, ["POST {}", "POST {}", "POST {}"]);
  });

  it("gives V1 its own time for a match, and hands on what V2 says is wrong with one", async () => {
    gateway.v2.manner = "stay silent";
    gateway.v1.manner = "answer late";
    assert.deepEqual(await gateway.ask("POST", "/api/match", "{}"), { status: 200, release: "v1" });
    gateway.v2.manner = "refuse";
    assert.deepEqual(await gateway.ask("POST", "/api/match", "{}"), { status: 422, release: "v2" });
    assert.deepEqual(gateway.v1.got, ["POST {}"]);
  });

  it("hands on what V2 itself answers, a 504 too", async () => {
    gateway.v2.manner = "fail";
    for (const method of [...WRITES, "GET"] as const)
      assert.deepEqual(await gateway.ask(method, "/api/offers/1", method === "GET" ? undefined : "{}"), {
        status: 504,
        release: "v2",
      });
    assert.deepEqual(gateway.v1.got, []);
  });
});

describe("the real gateway, asked what is no request", () => {
  let gateway: RealGateway;
  before(async () => {
    gateway = await startRealGateway(ROUTES);
  });
  after(() => gateway.close());

  const refused = [
    ["a NUL in the path", 400, "GET /%00 HTTP/1.1"],
    ["a NUL after a route", 400, "GET /api/match%00 HTTP/1.1"],
    ["a NUL below a route", 400, "POST /api/%00x HTTP/1.1"],
    ["a path above the root", 400, "GET /../x HTTP/1.1"],
    ["no method", 400, "?? / HTTP/1.1"],
    ["a path longer than nginx reads", 414, `GET /${"x".repeat(40_000)} HTTP/1.1`],
    ["a header larger than nginx reads", 400, `GET / HTTP/1.1\r\nX-Long: ${"x".repeat(40_000)}`],
    ["TRACE", 405, "TRACE /api/match HTTP/1.1"],
    ["CONNECT", 405, "CONNECT api.ssm.localhost:443 HTTP/1.1"],
    ["a version that there is not", 400, "GET / HTTP/9.0"],
    ["a Transfer-Encoding that there is not", 400, "POST /api/match HTTP/1.1\r\nTransfer-Encoding: gzip"],
    ["its own page for all this", 404, "GET /@error HTTP/1.1"],
  ] as const;
  for (const [what, status, head] of refused)
    it(`answers ${status} to ${what}, as JSON with the security headers`, async () => {
      const answer = await gateway.send(`${head}\r\nHost: api.ssm.localhost\r\nConnection: close\r\n\r\n`);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(answer, /\r\nContent-Type: application\/json\r\n/);
      assert.match(answer, /\r\nX-Content-Type-Options: nosniff\r\n/);
      assert.match(answer, new RegExp(`"status":${status},`));
      assert.deepEqual(await gateway.complaints(), []);
    });
});

describe("the control port of the real gateway", () => {
  let gateway: RealGateway;
  before(async () => {
    gateway = await startRealGateway(ROUTES);
  });
  after(() => gateway.close());

  it("refuses who has no certificate, one of another authority, one for servers, or one with another name", async () => {
    assert.equal(await gateway.control("PUT", null), 400);
    assert.equal(await gateway.control("PUT", "gateway"), 400);
    assert.equal(await gateway.control("PUT", "control"), 400);
    assert.equal(await gateway.control("PUT", "somebody"), 403);
    assert.deepEqual(await gateway.complaints(), []);
    assert.equal((await gateway.ask("POST", "/api/match", "{}")).release, "v2");
  });

  it("throws and lifts the kill switch for the operator", async () => {
    assert.equal(await gateway.control("PUT", "operator"), 201);
    assert.equal((await gateway.ask("POST", "/api/match", "{}")).release, "v1");
    assert.equal(await gateway.control("DELETE", "operator"), 204);
    assert.equal((await gateway.ask("POST", "/api/match", "{}")).release, "v2");
  });
});
