import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { LabelledRequest } from "../../../infra/services/prober/labelled.ts";
import { countCorrect, type Prober, startProber } from "../../../infra/services/prober/prober.ts";

interface Release {
  readonly server: Server;
  readonly base: () => URL;
  /** What the next match requests get. */
  reply: { status: number; score: number; delayMs: number; body?: string };
  healthy: boolean;
  readonly seen: { id: string; headers: IncomingMessage["headers"] }[];
}

function makeRelease(): Release {
  const release: Release = {
    server: createServer(async (request, response) => {
      const body = await text(request);
      if (request.method === "GET") return response.writeHead(release.healthy ? 200 : 503).end();
      const { candidate, jobs } = JSON.parse(body);
      release.seen.push({ id: candidate.id, headers: request.headers });
      const { status, score, delayMs } = release.reply;
      const matches = jobs.map(({ id }: { id: string }) => ({ job_id: id, score }));
      await sleep(delayMs);
      response.writeHead(status).end(release.reply.body ?? JSON.stringify({ matches }));
    }),
    base: () => new URL(`http://127.0.0.1:${(release.server.address() as AddressInfo).port}`),
    reply: { status: 200, score: 0, delayMs: 0 },
    healthy: true,
    seen: [],
  };
  return release;
}

// Three requests of two jobs each: one job fits, one does not.
const LABELLED = ["c1", "c2", "c3"].map(
  (id): LabelledRequest => ({
    body: JSON.stringify({ candidate: { id }, jobs: [{ id: `${id}-a` }, { id: `${id}-b` }] }),
    labels: new Map([
      [`${id}-a`, true],
      [`${id}-b`, false],
    ]),
  }),
);

describe("the prober", () => {
  let v1: Release;
  let v2: Release;

  beforeEach(async () => {
    v1 = makeRelease();
    v2 = makeRelease();
    for (const { server } of [v1, v2]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    }
  });
  afterEach(() => {
    for (const { server } of [v1, v2]) server.close().closeAllConnections();
  });

  /** Probes until `enough` holds and gives the value of each metric. */
  async function probe(
    enough: (metrics: Map<string, number>) => boolean,
    options = { rate: 200, maxInFlight: 50 },
  ): Promise<Map<string, number>> {
    const prober = await startProber({
      httpPort: 0,
      releases: {
        v1: { base: v1.base(), health: "/api/v1/health" },
        v2: { base: v2.base(), health: "/api/v2/health" },
      },
      labelled: LABELLED,
      ...options,
    });
    try {
      for (let tries = 0; tries < 1000; tries++) {
        const metrics = await readMetrics(prober);
        if (enough(metrics)) return metrics;
        await sleep(10);
      }
      assert.fail("the prober did not get there within 10 s");
    } finally {
      await prober.close();
    }
  }

  it("sends the same requests to both releases in the set's order, marked as probes", async () => {
    // One at a time, for over several connections they may arrive in another order.
    await probe((metrics) => (metrics.get('probe_predictions_total{release="v2"}') ?? 0) >= 12, {
      rate: 200,
      maxInFlight: 1,
    });
    for (const { seen } of [v1, v2]) {
      assert.deepEqual(
        seen.slice(0, 6).map(({ id }) => id),
        ["c1", "c2", "c3", "c1", "c2", "c3"],
      );
      assert.ok(seen.every(({ headers }) => headers["x-probe"] === "1"));
    }
  });

  it("calls a score of 60 a match and one of 59 none, and measures both answers", async () => {
    v1.reply = { status: 200, score: 59, delayMs: 0 };
    v2.reply = { status: 200, score: 60, delayMs: 60 };
    const metrics = await probe((seen) => (seen.get('probe_predictions_total{release="v2"}') ?? 0) >= 6);
    // Half of the jobs fit, so both constant answers are right half the time.
    for (const release of ["v1", "v2"]) {
      const made = metrics.get(`probe_predictions_total{release="${release}"}`) ?? 0;
      assert.equal(metrics.get(`probe_predictions_correct_total{release="${release}"}`), made / 2);
    }
    const under = metrics.get('probe_request_duration_seconds_bucket{le="0.05",release="v2"}');
    assert.equal(under, 0);
    assert.ok((metrics.get('probe_request_duration_seconds_count{release="v1"}') ?? 0) >= 3);
  });

  it("counts no prediction of either release when one of them failed", async () => {
    v2.reply = { status: 500, score: 90, delayMs: 0 };
    const failed = 'probe_requests_total{release="v2",outcome="error"}';
    const metrics = await probe((seen) => (seen.get(failed) ?? 0) >= 5);
    assert.equal(metrics.get('probe_predictions_total{release="v1"}'), 0);
    assert.equal(metrics.get('probe_predictions_total{release="v2"}'), 0);
    assert.ok((metrics.get('probe_requests_total{release="v1",outcome="ok"}') ?? 0) >= 4);
  });

  for (const [claim, body] of [
    ["no JSON", "<html>"],
    ["no matches", '{"algorithm":"x"}'],
    ["a score that is no number", '{"matches":[{"job_id":"c1-a","score":"high"}]}'],
    ["nothing but null", "null"],
  ] as const) {
    it(`counts an answer with ${claim} as an error`, async () => {
      v2.reply = { status: 200, score: 0, delayMs: 0, body };
      const failed = 'probe_requests_total{release="v2",outcome="error"}';
      const metrics = await probe((seen) => (seen.get(failed) ?? 0) >= 3);
      assert.equal(metrics.get('probe_requests_total{release="v2",outcome="ok"}'), 0);
    });
  }

  it("keeps to its bound on waiting requests, and leaves no label out", async () => {
    v2.reply = { status: 200, score: 60, delayMs: 100 };
    await probe((metrics) => (metrics.get("probe_skipped_total") ?? 0) >= 20 && v2.seen.length >= 3, {
      rate: 200,
      maxInFlight: 1,
    });
    assert.deepEqual(
      v2.seen.slice(0, 3).map(({ id }) => id),
      ["c1", "c2", "c3"],
    );
  });

  it("shows each release's health by itself", async () => {
    v2.healthy = false;
    const metrics = await probe(
      (seen) => seen.has('probe_up{release="v2"}') && seen.has('probe_up{release="v1"}'),
    );
    assert.equal(metrics.get('probe_up{release="v1"}'), 1);
    assert.equal(metrics.get('probe_up{release="v2"}'), 0);
    assert.equal(metrics.get('probe_health_total{release="v2",outcome="error"}'), 1);
    assert.equal(metrics.get('probe_health_total{release="v2",outcome="ok"}'), 0);
  });
});

async function readMetrics({ httpPort }: Prober): Promise<Map<string, number>> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/metrics`);
  const rows = (await response.text()).split("\n").filter((row) => row !== "" && !row.startsWith("#"));
  return new Map(
    rows.map((row) => [row.slice(0, row.lastIndexOf(" ")), Number(row.slice(row.lastIndexOf(" ")))]),
  );
}

describe("countCorrect", () => {
  it("takes a job without a score as no match", () => {
    const labels = new Map([
      ["a", true],
      ["b", false],
      ["c", true],
    ]);
    assert.equal(countCorrect(new Map([["a", 60]]), labels), 2);
    assert.equal(countCorrect(new Map(), labels), 1);
  });
});
