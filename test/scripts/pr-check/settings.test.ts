import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { settingChanges, valuesIn } from "../../../scripts/pr-check/settings.ts";
import { STACKS } from "../../support/plans.ts";

const STAGE = "stacks/stages/025-percent.yaml";
const PLATFORM = "stacks/platform.yaml";
const textOf = (file: string) => readFileSync(join(STACKS, "..", file), "utf8");

/** What changes when one piece of a file is written otherwise. */
function changed(file: string, from: string, to: string) {
  const text = textOf(file);
  assert.ok(text.includes(from), `${file} does not hold ${from}`);
  return settingChanges({ [file]: text }, { [file]: text.replace(from, to) });
}

describe("the values that change", () => {
  it("are named with both values and what they mean", () => {
    assert.deepEqual(changed(STAGE, "v2: 25%", "v2: 30%"), [
      {
        file: STAGE,
        path: "v2",
        before: "25%",
        after: "30%",
        meaning: "share of the traffic that V2 gets; V1 gets the rest",
        looser: false,
      },
    ]);
  });

  it("mean of a place's stage what is true of production and of the lab", () => {
    const [stage] = changed("stacks/Pulumi.production.yaml", "stage: 000-baseline", "stage: 010-percent");
    assert.equal(
      stage?.meaning,
      "the stage that up leads to; in the lab only where a new instance starts, which then keeps its own",
    );
  });

  it("are none when only comments and layout differ", () => {
    assert.deepEqual(changed(STAGE, "{ max: 0.8%,  over: 10m }", "{ max: 0.8%, over: 10m } # as before"), []);
  });

  it("name an item of a list by what it says, wherever it stands", () => {
    const found = changed(
      PLATFORM,
      "limit: auth,   retry: never,      timeout: 10s",
      "limit: auth, retry: never, timeout: 20s",
    );
    assert.deepEqual(
      found.map(({ path, before, after }) => [path, before?.slice(-16), after?.slice(-16)]),
      [
        ["routes[]", '"timeout":"10s"}', undefined],
        ["routes[]", undefined, '"timeout":"20s"}'],
      ],
    );
  });

  it("are all those of a file that comes or goes", () => {
    const text = "v2: 40%\nhold: 24h\n";
    const file = "stacks/stages/040-percent.yaml";
    const pairs = (before: Record<string, string>, after: Record<string, string>) =>
      settingChanges(before, after).map((change) => [change.path, change.before, change.after]);
    assert.deepEqual(pairs({}, { [file]: text }), [
      ["v2", null, "40%"],
      ["hold", null, "24h"],
    ]);
    assert.deepEqual(pairs({ [file]: text }, {}), [
      ["v2", "40%", null],
      ["hold", "24h", null],
    ]);
  });

  it("are none of a file that cannot be read, on either side", () => {
    const file = "stacks/stages/040-percent.yaml";
    for (const unread of ["a: [1", null]) {
      assert.equal(valuesIn(unread), null);
      assert.deepEqual(settingChanges({}, { [file]: unread }), []);
      assert.deepEqual(settingChanges({ [file]: "v2: 40%" }, { [file]: unread }), []);
      assert.deepEqual(settingChanges({ [file]: unread }, { [file]: "v2: 40%" }), []);
    }
  });
});

describe("a looser value", () => {
  for (const [what, from, to] of [
    ["a higher bound", "max: 0.8%", "max: 2%"],
    ["a longer time to answer", "max: 80ms", "max: 100ms"],
    ["a smaller gain", "min: 11%", "min: 9%"],
    ["a shorter hold, in whatever unit", "hold: 48h", "hold: 1d"],
    ["fewer requests", "minRequests: 375", "minRequests: 300"],
  ] as const)
    it(`is ${what}`, () => {
      assert.deepEqual(
        changed(STAGE, from, to).map(({ looser }) => looser),
        [true],
      );
      assert.deepEqual(
        settingChanges({ [STAGE]: textOf(STAGE).replace(from, to) }, { [STAGE]: textOf(STAGE) }).map(
          ({ looser }) => looser,
        ),
        [false],
        "the way back is stricter",
      );
    });

  it("is a trigger that fires later", () => {
    assert.deepEqual(
      changed(PLATFORM, "errorRate:    { max: 5%,", "errorRate:    { max: 9%,").map(({ looser }) => looser),
      [true],
    );
  });
});
