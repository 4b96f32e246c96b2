import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { factsOf, parseState, readState } from "../../../scripts/pr-check/exported-state.ts";

const urn = (name: string) => `urn:pulumi:lab::supersmartmatch::t::${name}`;
const state = (...resources: readonly object[]) =>
  JSON.stringify({ version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" }, resources } });

describe("an exported state", () => {
  it("tells the stage that was reached, the base of the built images, and when", () => {
    const text = state(
      { urn: urn("stage-guard"), type: "t", inputs: { stage: "025-percent" } },
      { urn: urn("stage-record"), type: "t", inputs: { stage: "010-percent" } },
      { urn: urn("keeper-container"), type: "t", inputs: { image: "base:1" } },
    );
    assert.deepEqual(factsOf(parseState(text, "x")), {
      stage: "010-percent",
      base: "base:1",
      changedAt: "2026-01-01T00:00:00Z",
    });
  });

  it("may be of a stack in which nothing was done yet", () => {
    const text = JSON.stringify({ version: 3, deployment: { manifest: { time: "t" } } });
    assert.deepEqual(factsOf(parseState(text, "x")), { stage: null, base: null, changedAt: "t" });
  });

  for (const [what, text] of [
    ["no JSON", "{"],
    ["JSON of something else", '{"version": 3}'],
    ["a resource without its name", state({ type: "t" })],
  ] as const)
    it(`is refused with the command that makes it anew: ${what}`, () => {
      assert.throws(() => parseState(text, "stacks/lab.state.json"), {
        id: "SSM-EXPORT",
        exitCode: 1,
        message:
          "stacks/lab.state.json is no exported state of Pulumi; make it anew: npm run pr-check -- --place PLACE --save-state -",
      });
    });

  it("is refused with the reason when its file cannot be read", () => {
    assert.throws(() => readState("/nowhere/lab.state.json"), {
      id: "SSM-EXPORT",
      message: "the state /nowhere/lab.state.json cannot be read: there is no such file",
    });
    assert.throws(() => readState(import.meta.dirname), /cannot be read: it is a folder$/);
  });
});
