import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { FakeEngine } from "../../../support/fake-engine.ts";
import { providerEngine } from "../../../support/provider-engine.ts";

interface State {
  readonly Running: boolean;
  readonly ExitCode?: number;
  readonly Health?: { readonly Status: string };
}

const HEALTHY: State = { Running: true, Health: { Status: "healthy" } };
const states = new Map<string, State[]>();
let engine: FakeEngine;
let provider: typeof import("../../../../infra/targets/docker/providers/healthy.ts").default;

const at = (stage: string, v2: number) => ({
  stage,
  v2,
  containers: ["fake-gateway", "fake-v1", "fake-v2"],
  essential: ["fake-gateway", "fake-v1"],
});
const asked = () => new Set(engine.calls.map(({ path }) => path.split("/")[2]));

async function start(): Promise<void> {
  states.clear();
  for (const name of ["fake-gateway", "fake-v1", "fake-v2"]) states.set(name, [HEALTHY]);
  engine = await providerEngine({
    instead: ({ path }) => {
      const name = /^\/containers\/([\w-]+)\/json/.exec(path)?.[1] ?? "";
      // The last state stays.
      const [state, ...later] = states.get(name) ?? [];
      if (later.length > 0) states.set(name, later);
      if (state === undefined) return { status: 404, body: '{"message":"no such container"}' };
      return { status: 200, body: JSON.stringify({ State: state }) };
    },
  });
  ({ default: provider } = await import("../../../../infra/targets/docker/providers/healthy.ts"));
}

describe("a platform that must be healthy", () => {
  beforeEach(start);

  it("is, when every container says so", async () => {
    assert.deepEqual(await provider.create(at("000-baseline", 0)), {
      id: "healthy",
      outs: at("000-baseline", 0),
    });
    assert.deepEqual(asked(), new Set(["fake-gateway", "fake-v1", "fake-v2"]));
  });

  it("is waited for, on the way up, until V2 is healthy too", async () => {
    states.set("fake-v2", [
      { Running: true, Health: { Status: "starting" } },
      { Running: false, ExitCode: 1 },
      HEALTHY,
    ]);
    await provider.update("healthy", at("010-percent", 10), at("025-percent", 25));
    assert.equal(engine.calls.filter(({ path }) => path.includes("fake-v2")).length, 3);
  });

  it("needs no V2 on the way down: a dead V2 never blocks the way back", async () => {
    states.delete("fake-v2");
    await provider.update("healthy", at("025-percent", 25), at("000-baseline", 0));
    assert.deepEqual(asked(), new Set(["fake-gateway", "fake-v1"]));
  });

  it("is asked again at every stage, and not in between", async () => {
    const olds = at("010-percent", 10);
    assert.deepEqual(await provider.diff("healthy", olds, at("010-percent", 10)), { changes: false });
    assert.deepEqual(await provider.diff("healthy", olds, at("025-percent", 25)), { changes: true });
  });

  it("is given up after 90 s, with the name of each sick part and what the engine says of it", async (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    states.set("fake-v1", [{ Running: true }]);
    states.set("fake-v2", [{ Running: false, ExitCode: 137 }]);
    states.delete("fake-gateway");
    const waiting = provider.create(at("000-baseline", 0));
    t.mock.timers.setTime(91_000);
    await assert.rejects(waiting, {
      message:
        "not healthy after 90 s: fake-gateway (absent), fake-v1 (no health check), fake-v2 (stopped, exit code 137)",
    });
  });
});
