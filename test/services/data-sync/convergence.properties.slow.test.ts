import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import { DOCUMENTS, type DocumentKey, lensOn } from "./support/model-documents.ts";
import { World } from "./support/world.ts";

/** One thing that happens, as fast-check counts it: always possible, and judged in the world itself. */
class Happening implements fc.AsyncCommand<object, World> {
  readonly name: string;
  readonly work: (world: World) => unknown;
  constructor(name: string, work: (world: World) => unknown) {
    this.name = name;
    this.work = work;
  }
  check = () => true;
  async run(_model: object, world: World): Promise<void> {
    world.now += 10;
    await this.work(world);
    assert.deepEqual(world.truth.violations, []);
  }
  toString = () => this.name;
}

const side = fc.constantFrom<Side>("v1", "v2");
const key = fc.constantFrom<DocumentKey>(...DOCUMENTS);
const worker = fc.constantFrom(0, 1);
const happening = <T extends unknown[]>(
  name: string,
  values: { [Index in keyof T]: fc.Arbitrary<T[Index]> },
  work: (world: World, ...args: T) => unknown,
) => fc.tuple<T>(...values).map((args) => new Happening(`${name}(${args})`, (world) => work(world, ...args)));

const APPS = [
  happening("change", [side, key, fc.subarray([0, 1, 2], { minLength: 1 })], (world, ...args) =>
    world.change(...args),
  ),
  happening("removeField", [side, key], (world, ...args) => world.removeField(...args)),
  happening("delete", [side, key, fc.boolean()], (world, ...args) => world.delete(...args)),
];
const WORKERS = [
  happening("take", [worker, key], (world, ...args) => world.take(...args)),
  happening("read", [worker, side], (world, ...args) => world.read(...args)),
  happening("write", [worker], (world, one) => world.write(one)),
  happening("settle", [], (world) => world.settle()),
];
const FAULTS = [
  happening("crash", [], (world) => world.crash()),
  happening("pass", [fc.integer({ min: 1, max: 4_000 })], (world, ms) => {
    world.now += ms;
  }),
  happening("authority", [side], (world, one) => {
    world.authority = one;
  }),
];
const LOSSES = [
  happening("losePower", [side, fc.integer({ min: 1, max: 12 })], (world, ...args) =>
    world.losePower(...args),
  ),
  happening("flush", [side], (world, one) => world.flush(one)),
  happening("unfreeze", [side], (world, one) => world.unfreeze(one)),
];

/** `SSM_MODEL_RUNS=10000` tries so many courses of events of each kind instead. */
const RUNS = Number(process.env.SSM_MODEL_RUNS ?? 0);

async function runs(happenings: fc.Arbitrary<Happening>[], fewest: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands(happenings, { maxCommands: 60, size: "max" }), async (commands) => {
      const world = new World();
      await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
      await world.settle();
      assert.deepEqual(world.truth.violations, []);
      for (const document of DOCUMENTS) assertAgreed(world, document);
    }),
    { numRuns: RUNS || fewest },
  );
}

function assertAgreed(world: World, document: DocumentKey): void {
  const [v1, v2] = [world.document("v1", document), world.document("v2", document)];
  const context = `${document}: ${JSON.stringify({ v1, v2 })}`;
  assert.equal(v1 === null, v2 === null, context);
  if (v1 === null || v2 === null) return;
  assert.equal(v1.expiresAt, v2.expiresAt, context);
  const carried = lensOn(document).carry("v1", v1.fields, { v1: {}, v2: {} });
  assert.ok(carried.ok);
  const { only: _, ...paired } = v2.fields;
  assert.deepEqual({ ...carried.fields }, paired, context);
}

describe("two apps, two workers, and everything that can happen between any two of their steps", () => {
  it("end in agreement, with no write lost but to the conflict log and nothing deleted alive again", async () => {
    await runs([...APPS, ...WORKERS], 300);
  });

  it("do so with crashes, expiries and changes of authority", async () => {
    await runs([...APPS, ...WORKERS, ...FAULTS], 400);
  });

  it("do so with stores that lose their last moments, come up empty and are frozen", async () => {
    await runs([...APPS, ...WORKERS, ...FAULTS, ...LOSSES], 600);
  });
});
