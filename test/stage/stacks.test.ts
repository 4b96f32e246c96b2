import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { fewestRequests } from "../../infra/stage/stage-checks.ts";
import { STACKS } from "./spoiled.ts";

describe("the project's own YAML files", () => {
  const { stages, platform, place, images } = loadStacks({ dir: STACKS, place: "lab" });

  it("hold the stages of the migration plan in order", () => {
    assert.deepEqual(
      stages.map(({ name, v2, schedule, hold, sunset }) => [
        name,
        v2,
        schedule,
        hold / 3600,
        sunset?.keepArchive ?? null,
      ]),
      [
        ["000-baseline", 0, -7, 24, null],
        ["010-percent", 10, 0, 24, null],
        ["025-percent", 25, 1, 48, null],
        ["050-percent", 50, 3, 72, null],
        ["075-percent", 75, 7, 96, null],
        ["100-percent", 100, 14, 168, null],
        ["130-sunset", 100, 30, 168, 365],
      ],
    );
  });

  it("demand what the migration plan demands at each stage", () => {
    const gates = stages.map(({ gate }) => [gate.errorRate.max, gate.p95.max, gate.accuracyGain.min]);
    assert.deepEqual(gates, [
      [0.01, 0.1, 0.1],
      [0.01, 0.1, 0.1],
      [0.008, 0.08, 0.11],
      [0.005, 0.06, 0.12],
      [0.003, 0.05, 0.125],
      [0.002, 0.05, 0.13],
      [0.002, 0.05, 0.13],
    ]);
  });

  it("demand that both stores are equal and a second apart at most", () => {
    for (const { gate } of stages) {
      assert.deepEqual(gate.dataParity, { min: 1, over: 600 });
      assert.deepEqual(gate.syncLag, { max: 1, over: 600 });
    }
  });

  it("ask for just the requests that the rule of three needs", () => {
    for (const { gate } of stages) assert.equal(gate.minRequests, fewestRequests(gate.errorRate.max));
    assert.deepEqual(
      stages.map(({ gate }) => gate.minRequests),
      [300, 300, 375, 600, 1000, 1500, 1500],
    );
  });

  it("judge every gate over the same windows", () => {
    for (const { gate } of stages) {
      assert.deepEqual([gate.errorRate.over, gate.p95.over, gate.accuracyGain.over], [600, 600, 3600]);
    }
  });

  it("name the rollback triggers with their windows", () => {
    assert.deepEqual(platform.triggers, {
      errorRate: { max: 0.05, over: 120 },
      p95: { max: 0.15, over: 300 },
      accuracyOfV1: { min: 0.85, over: 600 },
      availability: { min: 0.99, over: 60 },
    });
    assert.equal(platform.watch, 600);
  });

  it("read the metrics often enough to miss V2 within 15 s, and keep them for 30 days", () => {
    // Silence is four readings without an answer.
    assert.ok(platform.metrics.scrapeEvery * 4 <= 15);
    assert.equal(platform.metrics.retentionDays, 30);
  });

  it("keep the original's rate limits", () => {
    assert.deepEqual(platform.rateLimits, {
      api: { perMinute: 100, burst: 20 },
      auth: { perMinute: 20, burst: 5 },
      matching: { perMinute: 200, burst: 50 },
    });
  });

  it("send matching and the rest of the API through the split, and nothing else", () => {
    assert.deepEqual(
      platform.routes
        .filter(({ to }) => to === "split")
        .map(({ path, exact, retry }) => [path, exact, retry]),
      [
        ["/api/match", true, "idempotent"],
        ["/api/", false, "never"],
      ],
    );
  });

  it("keep the data of both versions apart and inside", () => {
    const internal = Object.entries(platform.networks).filter(([, network]) => network.internal);
    assert.deepEqual(
      internal.map(([name]) => name),
      ["backend", "data", "monitoring"],
    );
  });

  it("shorten times in the lab only, never a bound", () => {
    assert.deepEqual(place.shorten, { hold: 30, window: 20, watch: 20, day: 1, scrapeEvery: 1 });
    const production = loadStacks({ dir: STACKS, place: "production" }).place;
    assert.deepEqual(production.shorten, {});
    assert.equal(production.images, "lock");
  });

  it("publish the lab on this machine alone", () => {
    assert.equal(place.publish.address, "127.0.0.1");
  });

  it("pretend of no image that its digest was verified", () => {
    for (const image of Object.values(images)) assert.equal(image.verified, false);
    const own = [
      images.v1,
      images.v2,
      images.nexten,
      images.prober,
      images["gateway-exporter"],
      images.keeper,
    ];
    for (const { source } of own)
      assert.equal(source, "example, replace with what your build pipeline prints");
  });

  it("name nginx 1.29.6 or newer, which resolves upstreams while it runs", () => {
    const [major = 0, minor = 0, patch = 0] = images.nginx.tag.split(".").map(Number);
    assert.ok(major * 1e6 + minor * 1e3 + patch >= 1_029_006);
  });

  it("point editors at their schema", () => {
    const schemas: Readonly<Record<string, string>> = {
      "Pulumi.lab.yaml": "schemas/place.schema.json",
      "Pulumi.production.yaml": "schemas/place.schema.json",
      "platform.yaml": "schemas/platform.schema.json",
      "images.lock.yaml": "schemas/images.schema.json",
    };
    for (const stage of readdirSync(join(STACKS, "stages"))) {
      assert.equal(
        firstLine(`stages/${stage}`),
        "# yaml-language-server: $schema=../schemas/stage.schema.json",
      );
    }
    for (const [file, schema] of Object.entries(schemas)) {
      assert.equal(firstLine(file), `# yaml-language-server: $schema=${schema}`);
    }
  });

  it("differ between neighbours only in split, hold, gate, schedule, next and whose data win", () => {
    const values =
      /(\d+(\.\d+)?(ms|[%smhd])|J[+-]\d+|minRequests: \d+ *|next: .*|authority: v[12]|sunset: \{ keepArchive: .*\n|^# .*)/gm;
    const shapes = readdirSync(join(STACKS, "stages")).map((file) =>
      readFileSync(join(STACKS, "stages", file), "utf8")
        .replace(values, "")
        .replace(/ +/g, " "),
    );
    assert.equal(new Set(shapes).size, 1);
  });

  it("are short enough to read at a glance", () => {
    for (const name of ["Pulumi.lab.yaml", "Pulumi.production.yaml"]) {
      assert.ok(readFileSync(join(STACKS, name), "utf8").split("\n").length <= 16);
    }
  });
});

function firstLine(file: string): string | undefined {
  return readFileSync(join(STACKS, file), "utf8").split("\n")[0];
}
