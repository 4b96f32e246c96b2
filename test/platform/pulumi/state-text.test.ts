import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readState, stateWords } from "../../../scripts/platform/pulumi/state-text.ts";
import { stateText } from "../../support/states.ts";

describe("the text of a state", () => {
  it("tells the stage that is reached and how much there is", () => {
    assert.deepEqual(readState(stateText("025-percent"), "lab"), {
      readable: true,
      stage: "025-percent",
      resources: 2,
    });
    assert.equal(stateWords(readState(stateText("025-percent"), "lab")), "025-percent, 2 resources");
  });

  it("may know no stage yet, or nothing at all", () => {
    const fresh = JSON.stringify({ version: 3, checkpoint: { stack: "organization/supersmartmatch/lab" } });
    assert.equal(stateWords(readState(fresh, "lab")), "no stage, 0 resources");
    assert.equal(stateWords(readState(stateText(null), "lab")), "no stage, 1 resources");
  });

  for (const [what, text, problem] of [
    ["nothing", " \n", "it is empty"],
    ["half of it", stateText("025-percent").slice(0, 40), /^it is no JSON: /],
    ["another document", '{"checkpoint":{}}', /^it is no Pulumi state: checkpoint\.stack: /],
    ["a number", "1", /^it is no Pulumi state: the whole: /],
    [
      "the state of another place",
      stateText("025-percent", "production"),
      "it is the state of organization/supersmartmatch/production, expected that of organization/supersmartmatch/lab",
    ],
  ] as const) {
    it(`is not readable when it is ${what}`, () => {
      const state = readState(text, "lab");
      assert.ok(!state.readable);
      if (typeof problem === "string") assert.equal(state.problem, problem);
      else assert.match(state.problem, problem);
      assert.equal(stateWords(state), `CORRUPT: ${state.problem}`);
    });
  }

  it("never throws, and is never readable when it is cut short", () => {
    const whole = stateText("025-percent");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (end) => {
        assert.ok(!readState(whole.slice(0, end), "lab").readable);
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => assert.ok(!readState(text, "lab").readable)));
  });
});
