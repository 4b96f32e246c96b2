import assert from "node:assert/strict";
import { constants } from "node:http2";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { HTTP2_DEFAULTS, startHttp2 } from "../../../scripts/lab/load/http2.ts";
import { KEEPALIVE_DEFAULTS, startKeepalive } from "../../../scripts/lab/load/keepalive.ts";
import { type Fixture, HOST, makeFixture, serveHttp2, serveHttps } from "./support.ts";

let fixture: Fixture;
before(async () => {
  fixture = await makeFixture();
});
after(() => fixture.remove());

describe("startKeepalive", () => {
  const run = async (connections: number, end: (arrival: number) => "answer" | "last answer" | "hang up") => {
    const clients = new Set<string>();
    let arrivals = 0;
    const server = await serveHttps(fixture, async (request, response) => {
      await text(request);
      clients.add(String(request.headers["x-forwarded-for"]));
      const how = end(++arrivals);
      if (how === "hang up") return request.socket.destroy();
      response.writeHead(200, {
        "x-release": "v1",
        ...(how === "last answer" ? { connection: "close" } : {}),
      });
      response.end("{}");
    });
    const target = { url: server.url, host: HOST, caFile: fixture.caFile };
    const options = { ...KEEPALIVE_DEFAULTS, ...target, requests: 500, connections };
    const report = await startKeepalive(options).done;
    server.close();
    return { report, arrivals, clients: clients.size };
  };

  it("counts what got no answer as lost, once, and never sends it again", async () => {
    const { report, arrivals } = await run(8, (arrival) => (arrival % 50 === 0 ? "hang up" : "answer"));
    assert.equal(arrivals, 500);
    assert.equal(report.lost, 10);
    assert.equal(report.losses.length, 10);
    assert.deepEqual(report.byStatus, { "200": 490 });
    assert.deepEqual(report.byRelease, { v1: 490 });
    assert.equal(report.ended, 500);
  });

  it("keeps its connections, opens one again that the server closes, and loses nothing by it", async () => {
    const kept = await run(4, () => "answer");
    assert.equal(kept.report.connections, 4);
    assert.equal(kept.clients, 500);
    const closed = await run(4, (arrival) => (arrival % 100 === 0 ? "last answer" : "answer"));
    assert.equal(closed.report.lost, 0);
    assert.ok(closed.report.connections > 4 && closed.report.connections <= 9);
    assert.equal(closed.arrivals, 500);
  });
});

describe("startHttp2", () => {
  const run = async (end: (arrival: number) => "answer" | "refuse" | "goodbye" | "hang up") => {
    let arrivals = 0;
    const server = await serveHttp2(fixture, (http2) =>
      http2.on("stream", async (stream) => {
        stream.on("error", () => {});
        const how = end(++arrivals);
        if (how === "refuse") return stream.close(constants.NGHTTP2_REFUSED_STREAM);
        if (how === "hang up") return stream.session?.destroy();
        await text(stream).catch(() => "");
        if (stream.destroyed) return;
        stream.respond({ ":status": 200, "x-release": "v2" });
        stream.end("{}");
        if (how === "goodbye") stream.session?.close();
      }),
    );
    const target = { url: server.url, host: HOST, caFile: fixture.caFile };
    const options = { ...HTTP2_DEFAULTS, ...target, requests: 400, sessions: 4, streams: 3 };
    const report = await startHttp2(options).done;
    server.close();
    return { report, arrivals };
  };

  it("repeats what was refused unprocessed and counts it apart", async () => {
    const { report, arrivals } = await run((arrival) => (arrival % 20 === 0 ? "refuse" : "answer"));
    assert.equal(report.lost, 0);
    assert.deepEqual(report.byStatus, { "200": 400 });
    assert.deepEqual(report.byRelease, { v2: 400 });
    assert.equal(report.refused, arrivals - 400);
    assert.ok(report.refused >= 20);
    assert.equal(report.connections, 4);
  });

  it("opens a session again after GOAWAY and loses nothing by it", async () => {
    const { report } = await run((arrival) => (arrival % 40 === 0 ? "goodbye" : "answer"));
    assert.equal(report.lost, 0);
    assert.deepEqual(report.byStatus, { "200": 400 });
    assert.ok(report.connections >= 10);
  });

  it("counts what was under way in a broken session as lost, once", async () => {
    const { report, arrivals } = await run((arrival) => (arrival === 100 ? "hang up" : "answer"));
    assert.ok(report.lost >= 1 && report.lost <= 3, `${report.lost} lost`);
    assert.equal(report.lost + (report.byStatus["200"] ?? 0), 400);
    assert.ok(arrivals <= 400);
    assert.equal(report.losses.length, report.lost);
  });
});
