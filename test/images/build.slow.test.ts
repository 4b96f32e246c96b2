import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import Docker from "dockerode";
import { loadImages } from "../../infra/stage/load.ts";
import { buildImages, builtLines, lockedBase, planImages, plannedLines } from "../../scripts/images/build.ts";
import { type FakeEngineOptions, fakeEngine } from "../support/fake-engine.ts";
import { STACKS } from "../support/plans.ts";
import { ROOT } from "../support/sources.ts";
import { entriesOf } from "../support/tar.ts";

const BASE_BYTES = 205_000_000;
const SIZES: Readonly<Record<string, number>> = {
  "local/node:24": BASE_BYTES,
  "supersmartmatch/prober:0.1.0": BASE_BYTES + 2_345_678,
  "supersmartmatch/data-sync:0.1.0": BASE_BYTES + 1_500_000,
  "supersmartmatch/identity:0.1.0": BASE_BYTES + 1_000_000,
  "supersmartmatch/gateway-exporter:0.1.0": BASE_BYTES + 765_432,
  "supersmartmatch/keeper:0.1.0": BASE_BYTES,
};

/** An engine that has one base and builds whatever it is given. */
async function world(t: TestContext, instead: FakeEngineOptions["instead"] = () => null) {
  const engine = await fakeEngine(t, {
    instead: (call) => {
      const other = instead(call);
      if (other !== null) return other;
      const reference = /^\/images\/(.+)\/json$/.exec(call.path)?.[1] ?? "";
      const size = SIZES[reference];
      if (size !== undefined) return { status: 200, body: JSON.stringify({ Size: size }) };
      if (reference !== "") return { status: 404, body: '{"message":"no such image"}' };
      return { status: 200, body: '{"stream":"Successfully built\\n"}' };
    },
  });
  const docker = new Docker({ socketPath: engine.socket });
  const said: string[] = [];
  const build = (base: string) =>
    buildImages({ dir: STACKS, docker, base, report: (line) => said.push(line) });
  return { engine, build, said };
}

describe("npm run images -- build", () => {
  it("gives every image of ours the name and tag of the lock, on the base it is told", async (t) => {
    const { engine, build } = await world(t);
    await build("local/node:24");
    const builds = engine.calls.filter(({ path }) => path.startsWith("/build"));
    const told = builds.map(({ path }) => new URLSearchParams(path.slice(path.indexOf("?"))));
    assert.deepEqual(
      told.map((query) => [query.get("t"), JSON.parse(query.get("buildargs") ?? "{}").BASE]),
      [
        ["supersmartmatch/prober:0.1.0", "local/node:24"],
        ["supersmartmatch/data-sync:0.1.0", "local/node:24"],
        ["supersmartmatch/identity:0.1.0", "local/node:24"],
        ["supersmartmatch/gateway-exporter:0.1.0", "local/node:24"],
        ["supersmartmatch/keeper:0.1.0", "local/node:24"],
      ],
    );
  });

  it("puts into an image what runs and nothing else", async (t) => {
    const { engine, build } = await world(t);
    await build("local/node:24");
    const contexts = await Promise.all(
      engine.calls.filter(({ path }) => path.startsWith("/build")).map(({ body }) => entriesOf(body)),
    );
    assert.deepEqual(
      contexts.map((entries) => entries.map(({ name }) => name)),
      [
        ["Dockerfile", "app/main.mjs", "app/labelled.jsonl"],
        ...Array.from({ length: 3 }, () => ["Dockerfile", "app/main.mjs"]),
        ["Dockerfile"],
      ],
    );
    for (const [dockerfile] of contexts)
      assert.match(dockerfile?.content ?? "", /^ARG BASE\nFROM \$\{BASE\}$/m);
  });

  it("says how large they are, how much of it is ours, and what comes next", async (t) => {
    const { build } = await world(t);
    assert.deepEqual(builtLines(await build("local/node:24")), [
      "supersmartmatch/prober:0.1.0            207.3 MB, 2.3 MB of it beyond the base",
      "supersmartmatch/data-sync:0.1.0         206.5 MB, 1.5 MB of it beyond the base",
      "supersmartmatch/identity:0.1.0          206.0 MB, 1.0 MB of it beyond the base",
      "supersmartmatch/gateway-exporter:0.1.0  205.8 MB, 0.8 MB of it beyond the base",
      "supersmartmatch/keeper:0.1.0            205.0 MB, 0.0 MB of it beyond the base",
      "next:",
      "  docker push supersmartmatch/prober:0.1.0",
      "  docker push supersmartmatch/data-sync:0.1.0",
      "  docker push supersmartmatch/identity:0.1.0",
      "  docker push supersmartmatch/gateway-exporter:0.1.0",
      "  docker push supersmartmatch/keeper:0.1.0",
      "  npm run images -- pin prober data-sync identity gateway-exporter keeper",
    ]);
  });

  it("pulls a base that is not there, and builds nothing when it cannot", async (t) => {
    const { engine, build, said } = await world(t, ({ path }) =>
      path.startsWith("/images/create") ? { status: 500, body: '{"message":"no such host"}' } : null,
    );
    await assert.rejects(build("far/node:24"), {
      id: "SSM-NO-BASE",
      exitCode: 4,
      message: [
        "the engine does not have far/node:24 and cannot pull it: (HTTP code 500) server error - no such host ",
        "see that the engine can reach its registry, or name a base that the engine has",
      ].join("\n"),
    });
    assert.deepEqual(said, ["pulling far/node:24"]);
    assert.ok(engine.calls.every(({ path }) => !path.startsWith("/build")));
  });

  it("says before it builds what an image would add to its base, without an engine", async () => {
    const planned = await planImages({ dir: STACKS, base: "local/node:24" });
    const [prober] = planned;
    assert.deepEqual(prober?.files, ["app/main.mjs", "app/labelled.jsonl"]);
    assert.ok((prober?.ownBytes ?? 0) > 100_000, String(prober?.ownBytes));
    const two = planned.filter(({ image }) => ["data-sync", "keeper"].includes(image));
    assert.deepEqual(plannedLines(two.map((one) => ({ ...one, ownBytes: one.files.length * 1_250_000 }))), [
      "would build supersmartmatch/data-sync:0.1.0 on local/node:24, and add 1.3 MB: app/main.mjs",
      "would build supersmartmatch/keeper:0.1.0 on local/node:24, and add 0.0 MB: nothing",
    ]);
  });

  it("finds the sizes that the Dockerfile of our services says, to a tenth of a megabyte", async () => {
    const dockerfile = readFileSync(join(ROOT, "infra/services/service.Dockerfile"), "utf8");
    const planned = await planImages({ dir: STACKS });
    for (const { image, ownBytes } of planned.filter(({ files }) => files.length > 0)) {
      const said = new RegExp(`\\b${image} ([\\d.]+) MB`).exec(dockerfile)?.[1];
      const off = Math.abs(Number(said) - ownBytes / 1_000_000);
      assert.ok(off <= 0.1, `service.Dockerfile says ${said} MB of ${image}, which has ${ownBytes} bytes`);
    }
  });

  it("takes node of the lock, by content, when it is told nothing", () => {
    assert.match(lockedBase(loadImages(STACKS)), /^node:24\.[\w.-]+@sha256:[0-9a-f]{64}$/);
  });
});
