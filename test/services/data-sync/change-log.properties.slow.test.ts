import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Step, stepsOf } from "../../../infra/services/data-sync/change-log.ts";
import { SIDES } from "../../../infra/services/data-sync/lens.ts";
import type { Side } from "../../../infra/services/data-sync/transform/types.ts";
import type { Stored } from "./support/memory-store.ts";
import { World } from "./support/world.ts";

const KEY = "offer:1";
const side = fc.constantFrom<Side>("v1", "v2");
const worker = fc.constantFrom(0, 1);
type Act = (world: World) => unknown;
/** What two apps, two workers and a crash do, each possible between any two others. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(side, fc.subarray([0, 1, 2], { minLength: 1 })).map(
    ([from, fields]) =>
      (world: World) =>
        world.change(from, KEY, fields),
  ),
  side.map((from) => (world: World) => world.removeField(from, KEY)),
  side.map((from) => (world: World) => world.delete(from, KEY, true)),
  worker.map((one) => (world: World) => world.take(one, KEY)),
  fc.tuple(worker, side).map(
    ([one, from]) =>
      (world: World) =>
        world.read(one, from),
  ),
  worker.map((one) => (world: World) => world.write(one)),
  side.map((one) => (world: World) => {
    world.authority = one;
  }),
  fc.constant((world: World) => world.crash()),
  fc.constant((world: World) => world.settle()),
);

/** V1's document as the log makes it. */
function replayed(steps: readonly Step[]): Stored | null {
  return steps.reduce<Stored | null>((stored, { do: what, set, remove, was, ends }) => {
    for (const [name, text] of Object.entries(was)) assert.equal(stored?.fields[name] ?? null, text);
    if (what === "delete") return null;
    const before = what === "whole" ? {} : { ...stored?.fields };
    const kept = Object.entries(before).filter(([name]) => !remove.includes(name));
    const expiresAt = ends === undefined ? (stored?.expiresAt ?? null) : ends;
    return { fields: { ...Object.fromEntries(kept), ...set }, expiresAt };
  }, null);
}

describe("the change log of both stores", () => {
  it("makes V1's document again to the byte, whatever both apps and two workers did", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60, size: "max" }), async (acts) => {
        const world = new World();
        for (const one of acts) {
          world.now += 10;
          await one(world);
        }
        await world.settle();
        const lines = SIDES.flatMap((store) => world.stores[store].log.map((entry) => ({ store, ...entry })));
        lines.sort((a, b) => a.number - b.number);
        const told = replayed(lines.flatMap(({ store, line }) => stepsOf(store, line)));
        assert.deepEqual(told, world.stores.v1.get(KEY), JSON.stringify(lines));
      }),
      { numRuns: Number(process.env.SSM_MODEL_RUNS ?? 300) },
    );
  });
});
