import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { fakeEngine } from "../../../support/fake-engine.ts";

interface State {
  readonly Running: boolean;
  readonly ExitCode?: number;
  readonly Health?: { readonly Status: string };
}

const HEALTHY: State = { Running: true, Health: { Status: "healthy" } };
const states = new Map<string, State[]>();
const engine = await fakeEngine(
  { after },
  {
    instead: ({ path }) => {
      const name = /^\/containers\/([\w-]+)\/json/.exec(path)?.[1] ?? "";
      // The last state stays.
      const [state, ...later] = states.get(name) ?? [];
      if (later.length > 0) states.set(name, later);
      if (state === undefined) return { status: 404, body: '{"message":"no such container"}' };
      return { status: 200, body: JSON.stringify({ State: state }) };
    },
  },
);
process.env.DOCKER_HOST = `unix://${engine.socket}`;
const { default: provider } = await import("../../../../infra/targets/docker/providers/healthy.ts");

const at = (stage: string, v2: number) => ({
  stage,
  v2,
  containers: ["lab-gateway", "lab-v1", "lab-v2"],
  essential: ["lab-gateway", "lab-v1"],
});
const asked = () => new Set(engine.calls.map(({ path }) => path.split("/")[2]));

beforeEach(() => {
  engine.calls.length = 0;
  states.clear();
  for (const name of ["lab-gateway", "lab-v1", "lab-v2"]) states.set(name, [HEALTHY]);
});

describe("a platform that must be healthy", () => {
  it("is, when every container says so", async () => {
    assert.deepEqual(await provider.create(at("000-baseline", 0)), {
      id: "healthy",
      outs: at("000-baseline", 0),
    });
    assert.deepEqual(asked(), new Set(["lab-gateway", "lab-v1", "lab-v2"]));
  });

  it("is waited for, on the way up, until V2 is healthy too", async () => {
    states.set("lab-v2", [
      { Running: true, Health: { Status: "starting" } },
      { Running: false, ExitCode: 1 },
      HEALTHY,
    ]);
    await provider.update("healthy", at("010-percent", 10), at("025-percent", 25));
    assert.equal(engine.calls.filter(({ path }) => path.includes("lab-v2")).length, 3);
  });

  it("needs no V2 on the way down: a dead V2 never blocks the way back", async () => {
    states.delete("lab-v2");
    await provider.update("healthy", at("025-percent", 25), at("000-baseline", 0));
    assert.deepEqual(asked(), new Set(["lab-gateway", "lab-v1"]));
  });

  it("is asked again at every stage, and not in between", async () => {
    const olds = at("010-percent", 10);
    assert.deepEqual(await provider.diff("healthy", olds, at("010-percent", 10)), { changes: false });
    assert.deepEqual(await provider.diff("healthy", olds, at("025-percent", 25)), { changes: true });
  });

  it("is given up after 90 s, with the name of each sick part and what the engine says of it", async (t) => {
    t.mock.timers.enable({ apis: ["Date"] });
    states.set("lab-v1", [{ Running: true }]);
    states.set("lab-v2", [{ Running: false, ExitCode: 137 }]);
    states.delete("lab-gateway");
    const waiting = provider.create(at("000-baseline", 0));
    t.mock.timers.setTime(91_000);
    await assert.rejects(waiting, {
      message:
        "not healthy after 90 s: lab-gateway (absent), lab-v1 (no health check), lab-v2 (stopped, exit code 137)",
    });
  });
});
