import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { differences } from "../../scripts/platform/pulumi/differences.ts";
import { differingPaths } from "../support/json-diff.ts";
import { fileOf, nginxOf, PLACES, planOf, STACKS, STAGES } from "../support/plans.ts";

const UNTIL_SUNSET = STAGES.slice(0, -1);
const NEIGHBOURS = UNTIL_SUNSET.slice(1).map((after, index) => [UNTIL_SUNSET[index] ?? "", after] as const);

const MAY_DIFFER = [
  "stage.name",
  "stage.v2",
  "stage.hold",
  "stage.gate.minRequests",
  "stage.gate.errorRate.max",
  "stage.gate.errorRate.over",
  "stage.gate.p95.max",
  "stage.gate.p95.over",
  "stage.gate.accuracyGain.min",
  "stage.gate.accuracyGain.over",
  "configs.0.files.nginx.conf",
  "configs.2.files.direction.json",
];

describe("two neighbouring stages", () => {
  it("are all named in these tests", () => {
    const { stages } = loadStacks({ dir: STACKS, place: "lab" });
    assert.deepEqual(
      stages.map(({ name }) => name),
      STAGES,
    );
  });

  for (const place of PLACES)
    for (const [before, after] of NEIGHBOURS) {
      it(`differ only in name, split, hold, gate and whose data win: ${before} and ${after} in ${place}`, () => {
        const paths = differingPaths(planOf(before, place), planOf(after, place));
        assert.deepEqual(
          paths.filter((path) => !MAY_DIFFER.includes(path)),
          [],
        );
        for (const path of ["stage.name", "stage.v2", "configs.0.files.nginx.conf"])
          assert.ok(paths.includes(path), path);
      });
    }

  const splits: readonly (readonly [string, string, readonly string[]])[] = [
    ["000-baseline", "010-percent", ["+     10% v2;"]],
    ["010-percent", "025-percent", ["-     10% v2;", "+     25% v2;"]],
    ["025-percent", "050-percent", ["-     25% v2;", "+     50% v2;"]],
    ["050-percent", "075-percent", ["-     50% v2;", "+     75% v2;"]],
    ["075-percent", "100-percent", ["-     75% v2;", "-     * v1;", "+     * v2;"]],
  ];
  for (const [before, after, lines] of splits)
    it(`differ in the gateway's text by the split alone: ${before} and ${after}`, () => {
      const changes = differences({ text: nginxOf(before) }, { text: nginxOf(after) });
      assert.deepEqual(changes, [{ where: "text", lines }]);
    });
});

describe("every stage before the sunset", () => {
  it("runs the same services, networks and volumes", () => {
    for (const place of PLACES) {
      const { services, keeper, networks, volumes } = planOf("000-baseline", place);
      for (const stage of UNTIL_SUNSET) {
        const plan = planOf(stage, place);
        assert.deepEqual(
          { services: plan.services, keeper: plan.keeper, networks: plan.networks, volumes: plan.volumes },
          { services, keeper, networks, volumes },
        );
      }
    }
  });
});

describe("the sunset", () => {
  it("takes V1's app away and leaves every volume, its store included", () => {
    const last = planOf("100-percent");
    const sunset = planOf("130-sunset");
    assert.deepEqual(sunset.volumes, last.volumes);
    assert.deepEqual(sunset.networks, last.networks);
    const names = (plan: typeof last) => plan.services.map(({ name }) => name);
    assert.deepEqual(
      names(last).filter((name) => !names(sunset).includes(name)),
      ["v1"],
    );
    assert.deepEqual(
      [last.essential, sunset.essential],
      [
        ["gateway", "v1"],
        ["gateway", "v2"],
      ],
    );
  });

  it("asks V1 for no metrics any more: what is gone is no failure", () => {
    const jobs = (stage: string) =>
      [...fileOf(planOf(stage), "prometheus", "prometheus.yml").matchAll(/job_name: (\S+)/g)].map(
        ([, job]) => job,
      );
    assert.deepEqual(
      jobs("100-percent").filter((job) => !jobs("130-sunset").includes(job)),
      ["v1"],
    );
  });
});
