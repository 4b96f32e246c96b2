import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadAnew, metricIn, peakOfSync } from "../../../scripts/bench/load-anew.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const SYNC = [partOf("data-sync")];
const METRICS =
  "HTTP/1.1 200 OK\r\n\r\n# HELP sync_passes_total all\nsync_passes_total 1\nsync_pass_ratio 0.25\n";

/** A bench whose data-sync answers every command with this. */
async function benchOf(t: Parameters<typeof contextOf>[0], output: string) {
  const context = await contextOf(t, { containers: SYNC, run: () => ({ code: 0, output }) });
  const signal = new AbortController().signal;
  return { context, quick: true, signal, report: () => {} };
}

/** What the engine was told to do with the container. */
function orders({ context }: Awaited<ReturnType<typeof benchOf>>): string[] {
  return context.engine.calls.flatMap(
    ({ path }) => /^\/containers\/[\w-]+\/(stop|start)/.exec(path)?.[1] ?? [],
  );
}

describe("a first load of data-sync", () => {
  it("begins when the store is full, and ends with the first complete pass", async (t) => {
    const bench = await benchOf(t, METRICS);
    const seen: string[][] = [];
    const seconds = await loadAnew(bench, async () => {
      seen.push(orders(bench));
    });
    seen.push(orders(bench));
    assert.deepEqual(seen, [["stop"], ["stop", "start"]]);
    assert.ok(seconds >= 2);
  });

  it("starts data-sync again when the filling fails", async (t) => {
    const bench = await benchOf(t, METRICS);
    const failing = loadAnew(bench, () => Promise.reject(new Error("full")));
    await assert.rejects(failing, { message: "full" });
    assert.deepEqual(orders(bench), ["stop", "start"]);
  });
});

describe("what data-sync tells", () => {
  it("is the value of the metric with exactly that name, 0 while there is none", () => {
    assert.equal(metricIn(METRICS, "sync_passes_total"), 1);
    assert.equal(metricIn(METRICS, "sync_pass_ratio"), 0.25);
    assert.equal(metricIn(METRICS, "sync_pass"), 0);
    assert.equal(metricIn("", "sync_passes_total"), 0);
  });
});

describe("the most memory of data-sync", () => {
  it("is what the system has counted for its process, MB", async (t) => {
    const { context } = await benchOf(t, "Name:\tnode\nVmPeak:\t 9 kB\nVmHWM:\t  131072 kB\nVmRSS:\t 5 kB\n");
    assert.equal(await peakOfSync(context), 128);
  });

  it("is not made up where the system does not tell it", async (t) => {
    const { context } = await benchOf(t, "");
    await assert.rejects(peakOfSync(context), {
      message: "the system does not tell how much memory data-sync has held",
    });
  });
});
