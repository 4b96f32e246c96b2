import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { firstStageFindings } from "../../infra/stage/place-checks.ts";
import { problemsOf, STACKS } from "./spoiled.ts";

const FILE = "Pulumi.lab.yaml";

describe("a place is refused for", () => {
  it("one port published twice", () => {
    assert.deepEqual(problemsOf({ [FILE]: ["prometheus: 9090", "prometheus: 8443"] }), [
      "stacks/Pulumi.lab.yaml:10:73: config.supersmartmatch:place.publish.prometheus must differ from publish.https, both are 8443: one port serves one thing",
    ]);
  });

  it("windows longer than its shortened hold", () => {
    assert.deepEqual(problemsOf({ [FILE]: ["window: 20s", "window: 40s"] }), [
      "stacks/Pulumi.lab.yaml:11:35: config.supersmartmatch:place.shorten.window must not be longer than the hold of 30s, got 40s: gates would judge the stage before",
    ]);
  });

  it("nothing, when the windows just fit into the hold", () => {
    assert.deepEqual(problemsOf({ [FILE]: ["window: 20s", "window: 30s"] }), []);
  });

  it("a shortened hold with whole windows", () => {
    assert.deepEqual(problemsOf({ [FILE]: ["window: 20s, ", ""] }), [
      "stacks/Pulumi.lab.yaml:11:22: config.supersmartmatch:place.shorten.hold needs a window beside it of at most 30s: gates would judge the stage before",
    ]);
  });

  it("a first stage that is like no stage", () => {
    const { place, stages } = loadStacks({ dir: STACKS, place: "lab" });
    const [finding] = firstStageFindings({ ...place, stage: "900-mars" }, stages.slice(0, 2), "a.yaml");
    assert.deepEqual(finding, {
      file: "a.yaml",
      path: ["config", "supersmartmatch:stage"],
      message:
        'must be a stage, got "900-mars", which no file is named after; stages are 000-baseline, 010-percent',
    });
  });
});
