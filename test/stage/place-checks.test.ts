import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

  it("times that make no sense, each with the reason", () => {
    const spoiled = (from: string, to: string) =>
      problemsOf({ [FILE]: [from, to] })[0]?.split(".shorten.")[1];
    assert.equal(
      spoiled("scrapeEvery: 1s", "scrapeEvery: 1ms"),
      "scrapeEvery must be from 500ms to 1m, got 1ms: faster measures the measuring, slower sees a rollback's reason late",
    );
    assert.equal(
      spoiled("window: 20s", "window: 1ms"),
      "window must be from 2s to 24h, got 1ms: a window holds four readings, and looks back on one stage",
    );
    assert.equal(
      spoiled("hold: 30s", "hold: 1000d"),
      "hold must be from 1s to 720h, got 24000h: no stage is held so long, it would shorten nothing",
    );
    for (const [from, to] of [
      ["watch: 20s", "watch: 2h"],
      ["day: 1s", "day: 2d"],
    ] as const)
      assert.match(String(spoiled(from, to)), /must be from /);
  });

  it("no rate limits for everybody", () => {
    for (const network of ["0.0.0.0/0", "0.0.0.0/1"])
      assert.deepEqual(problemsOf({ [FILE]: ["198.18.0.0/15", network] }), [
        `stacks/Pulumi.lab.yaml:13:17: config.supersmartmatch:place.unlimited[0] must not be wider than /8, got ${network}: hardly anybody would have a rate limit; name the networks that need none, or write []`,
      ]);
    assert.match(String(problemsOf({ [FILE]: ["198.18.0.0/15", "'::/0'"] })), /wider than \/16, got ::\/0/);
    assert.deepEqual(problemsOf({ [FILE]: ["198.18.0.0/15", "10.0.0.0/8"] }), []);
  });

  it("an address for a host name, and addresses inside a network for the network", () => {
    for (const host of ["10.0.0.1", "api.10"])
      assert.deepEqual(
        problemsOf({
          [FILE]: [/host: (\S+)/.exec(readFileSync(join(STACKS, FILE), "utf8"))?.[0] ?? "", `host: ${host}`],
        }),
        [
          `stacks/Pulumi.lab.yaml:7:11: config.supersmartmatch:place.host must be a host name, got "${host}"; write for example api.example.com`,
        ],
      );
    assert.match(
      String(problemsOf({ [FILE]: ["198.18.0.0/15", "198.18.0.7/15"] })),
      /unlimited\[0\] must be a network, got "198\.18\.0\.7\/15"; this is an address inside a network, write the network itself: 198\.18\.0\.0\/15$/,
    );
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
