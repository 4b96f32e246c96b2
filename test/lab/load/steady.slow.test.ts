import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { STEADY_DEFAULTS, startSteady } from "../../../scripts/lab/load/steady.ts";
import { type Fixture, HOST, makeFixture, serveHttps } from "./support.ts";

describe("startSteady", () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await makeFixture();
  });
  after(() => fixture.remove());

  const run = async (more: object, answer: (arrival: number) => { status?: number; delayMs?: number }) => {
    let arrivals = 0;
    const server = await serveHttps(fixture, async (request, response) => {
      await text(request);
      const { status = 200, delayMs = 0 } = answer(++arrivals);
      if (delayMs > 0) await sleep(delayMs);
      response.writeHead(status).end("{}");
    });
    const target = { url: server.url, host: HOST, caFile: fixture.caFile };
    const options = { ...STEADY_DEFAULTS, ...target, rate: 200, seconds: 1, warmUp: 0.1, ...more };
    const report = await startSteady(options).done;
    server.close();
    return { report, arrivals };
  };

  it("sends at its rate, each request once, and ends by itself", async () => {
    const { report, arrivals } = await run({}, () => ({}));
    assert.equal(report.sent, 200);
    assert.equal(arrivals, 200);
    assert.equal(report.failed, 0);
    assert.ok(report.latency !== null && report.latency.p50 > 0 && report.latency.p50 < 0.5);
  });

  it("counts the waiting for a free connection: a slow server hides no late answer", async () => {
    const slow = { rate: 40, connections: 1, seconds: 1 };
    const { report } = await run(slow, () => ({ delayMs: 50 }));
    assert.equal(report.sent, 40);
    // One connection carries 20 a second: the last of 40 waits for about a second.
    assert.ok((report.latency?.p95 ?? 0) > 0.5, `P95 ${report.latency?.p95}`);
  });

  it("counts what is not answered with 200 as failed and not as fast", async () => {
    const { report } = await run({}, (arrival) => (arrival % 4 === 0 ? { status: 429 } : {}));
    assert.equal(report.failed, 50);
  });

  it("measures nothing while it warms up", async () => {
    const { report } = await run({ warmUp: 5 }, () => ({}));
    assert.equal(report.latency, null);
  });
});
