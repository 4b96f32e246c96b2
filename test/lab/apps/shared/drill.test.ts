import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { evenShare, isTurned, turned, watchDrill } from "../../../../scripts/lab/apps/shared/drill.ts";

async function watched(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "drill-"));
  const file = join(folder, "drill.json");
  const crash = t.mock.fn();
  const written = t.mock.method(process.stdout, "write", () => true);
  const source = watchDrill(file, crash, 5);
  t.after(async () => {
    source.stop();
    await rm(folder, { recursive: true });
  });
  /** Writes or removes the file and waits for the one line that every change is logged with. */
  const settle = async (text: string | null) => {
    const before = written.mock.callCount();
    await (text === null ? rm(file) : writeFile(file, text));
    for (let i = 0; i < 400 && written.mock.callCount() === before; i++) await pause(5);
    return source.current();
  };
  const logged = () => written.mock.calls.map(({ arguments: [line] }) => JSON.parse(String(line)).message);
  return { crash, settle, logged, current: source.current };
}

test("without a file there is no drill, and a file that goes ends it", async (t) => {
  const { settle, current } = await watched(t);
  assert.deepEqual(current(), {});
  const drill = { latencyMs: 200, errorRate: 0.08, wrongRate: 0.1 };
  assert.deepEqual(await settle(JSON.stringify(drill)), drill);
  assert.deepEqual(await settle(null), {});
});

test("a file that is no drill leaves the last one in force and is logged once", async (t) => {
  const { settle, logged } = await watched(t);
  await settle('{"latencyMs":50}');
  for (const text of ['{"latency', '{"latencyMs":-1}', '{"errorRate":2}', '{"speed":1}']) {
    assert.deepEqual(await settle(text), { latencyMs: 50 });
  }
  const ignored = "drill file ignored, expected {latencyMs, errorRate, wrongRate, crash}";
  assert.deepEqual(logged(), ["drill", ignored, ignored, ignored, ignored]);
});

test("crash is called once", async (t) => {
  const { settle, crash } = await watched(t);
  await settle('{"crash":true}');
  await pause(30);
  assert.equal(crash.mock.callCount(), 1);
});

test("turning a score round changes every prediction and stays within 0 to 100", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (score) => {
      const other = turned(score);
      assert.ok(other >= 0 && other <= 100);
      assert.notEqual(score >= 60, other >= 60);
    }),
  );
});

test("the pairs that are turned round are the asked share, and stay turned when the share grows", () => {
  const pairs = Array.from({ length: 10_000 }, (_, index) => [`c-${index % 100}`, `j-${index}`] as const);
  for (const rate of [0.02, 0.085, 0.3, 0.9]) {
    const share = pairs.filter(([c, j]) => isTurned(rate, c, j)).length / pairs.length;
    assert.ok(Math.abs(share - rate) < 0.012, `${share} for ${rate}`);
  }
  assert.ok(pairs.every(([c, j]) => !isTurned(0.1, c, j) || isTurned(0.2, c, j)));
  assert.ok(pairs.every(([c, j]) => !isTurned(0, c, j) && isTurned(1, c, j)));
});

test("an even share of n calls is within one of the exact share, whatever the rate", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      (rate, calls) => {
        const says = evenShare();
        const yes = Array.from({ length: calls }, () => says(rate)).filter(Boolean).length;
        assert.ok(Math.abs(yes - rate * calls) <= 1);
      },
    ),
  );
});
