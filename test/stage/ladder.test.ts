import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  earliestNext,
  nextStage,
  previousStages,
  stageByName,
  stageByPercent,
} from "../../infra/stage/ladder.ts";
import { loadStacks } from "../../infra/stage/load.ts";
import { STACKS } from "./spoiled.ts";

const { stages, place } = loadStacks({ dir: STACKS, place: "lab" });
const named = (name: string) => {
  const found = stageByName(stages, name);
  assert.ok(found);
  return found;
};

describe("the ladder", () => {
  it("finds a stage by its percentage, but never the one that removes V1", () => {
    assert.equal(stageByPercent(stages, 25)?.name, "025-percent");
    assert.equal(stageByPercent(stages, 100)?.name, "100-percent");
    assert.equal(stageByPercent(stages, 30), null);
    assert.equal(stageByPercent([named("130-sunset")], 100), null);
    assert.equal(stageByName(stages, "030-percent"), null);
  });

  it("leads from every stage to the next and back down, nearest first", () => {
    assert.equal(nextStage(stages, named("010-percent"))?.name, "025-percent");
    assert.equal(nextStage(stages, named("130-sunset")), null);
    assert.deepEqual(
      previousStages(stages, named("050-percent")).map(({ name }) => name),
      ["025-percent", "010-percent", "000-baseline"],
    );
    assert.deepEqual(previousStages(stages, named("000-baseline")), []);
    assert.deepEqual(previousStages(stages, { name: "elsewhere" }), []);
  });

  it("goes back to where it came from", () => {
    for (const stage of stages) {
      const next = nextStage(stages, stage);
      if (next !== null) assert.equal(previousStages(stages, next)[0], stage);
    }
  });
});

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * HOUR);

describe("earliestNext", () => {
  it("is the end of the hold where that is later than the schedule", () => {
    // 25 % entered 60 h after J and held for 48 h; 50 % is scheduled for J+3, 72 h.
    assert.deepEqual(earliestNext(at(60), at(0), named("025-percent"), named("050-percent")), at(108));
  });

  it("is the schedule where that is later than the end of the hold", () => {
    assert.deepEqual(earliestNext(at(24), at(0), named("025-percent"), named("075-percent")), at(7 * 24));
  });

  it("is the end of the hold before the first users are on V2", () => {
    assert.deepEqual(earliestNext(at(0), null, named("000-baseline"), named("010-percent")), at(24));
  });

  it("shortens hold and days where the place says so", () => {
    // Held for 30 s instead of 48 h; J+3 is 3 s after J.
    const next = earliestNext(at(1), at(0), named("025-percent"), named("050-percent"), place.shorten);
    assert.deepEqual(next, new Date(at(1).getTime() + 30_000));
    const soon = earliestNext(at(0), at(0), { hold: 1 }, { schedule: 14 }, { day: 1 });
    assert.deepEqual(soon, new Date(at(0).getTime() + 14_000));
  });

  it("is never lengthened by a place, never before the hold and never before the schedule", () => {
    const seconds = fc.integer({ min: 1, max: 1_000_000 });
    const shorten = fc.record({ hold: seconds, day: seconds }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        seconds,
        fc.integer({ min: -7, max: 30 }),
        fc.nat(500),
        shorten,
        (hold, schedule, entered, shorter) => {
          const whole = earliestNext(at(entered), at(0), { hold }, { schedule });
          const short = earliestNext(at(entered), at(0), { hold }, { schedule }, shorter);
          assert.ok(whole >= new Date(at(entered).getTime() + hold * 1000));
          assert.ok(whole >= at(schedule * 24));
          assert.ok(short <= whole || schedule < 0);
        },
      ),
    );
  });
});
