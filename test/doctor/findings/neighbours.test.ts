import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose } from "../../../scripts/doctor/diagnose.ts";
import { complaint, complaints, healthy, instance } from "../healthy.ts";

describe("of what is on the engine the doctor", () => {
  const beside = {
    place: "lab",
    name: "beside",
    containers: 10,
    running: 9,
    stopped: 1,
    networks: 6,
    volumes: 9,
  };
  const contents = (...instances: (typeof beside)[]) => ({ instances, oldImages: [], published: {} });

  it("names other instances, and has nothing against them", () => {
    const facts = { ...healthy, known: ["lab", "beside"], contents: contents(beside) };
    const found = diagnose(facts).find(({ id }) => id === "other-instance");
    assert.deepEqual([found?.level, found?.found], ["ok", "beside: 9 of 10 containers run"]);
  });

  it("warns of what has no state any more, and repairs nothing of it", () => {
    const { level, repair, fix } = complaint({ contents: contents(beside) });
    assert.deepEqual([level, repair], ["warning", null]);
    assert.match(fix ?? "", /data included: npm run down -- --instance beside$/);
  });

  it("warns while parts of the instance itself are stopped, which heal starts again", () => {
    const own = { ...beside, name: "lab", containers: 12, running: 10, stopped: 2 };
    const { id, level, found, fix, repair } = complaint({ contents: contents(own) });
    assert.deepEqual(
      [id, level, found, fix, repair],
      ["instance", "warning", "lab: 10 of 12 containers run", "npm run heal starts them again", null],
    );
    const waiting = contents({ ...own, stopped: 0 });
    assert.deepEqual(complaints({ contents: waiting }), [], "a scratch container is no part");
    assert.equal(complaint({ ...instance({ changing: 71 }), contents: contents(own) }).id, "change");
  });

  it("is stopped by what is left of the instance itself: its names are taken", () => {
    const own = { ...beside, name: "lab" };
    assert.equal(complaint({ ...instance({ state: "absent" }), contents: contents(own) }).level, "problem");
  });
});
