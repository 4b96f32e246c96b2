import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everythingOf, partsOf, removeEverything } from "../../../scripts/platform/containers/parts.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

const LAB = { place: "lab", instance: "lab" };

describe("the parts of an instance", () => {
  it("are the containers with its labels, by name, with their state in one word", async (t) => {
    const { docker } = await contextOf(t, {
      containers: [
        partOf("v2", { status: "Up 2 minutes (unhealthy)" }),
        partOf("v1", { status: "Up 3 seconds (health: starting)" }),
        partOf("gateway"),
        partOf("nexten", { state: "exited", status: "Exited (137) 4 seconds ago" }),
        partOf("keeper", { status: "Up 2 minutes" }),
        partOf("gateway", {}, "beside"),
      ],
    });
    assert.deepEqual(
      (await partsOf(docker, LAB)).map(({ name, service, state, running }) => [
        name,
        service,
        state,
        running,
      ]),
      [
        ["lab-gateway", "gateway", "healthy", true],
        ["lab-keeper", "keeper", "running", true],
        ["lab-nexten", "nexten", "exited", false],
        ["lab-v1", "v1", "starting", true],
        ["lab-v2", "v2", "unhealthy", true],
      ],
    );
  });

  it("are asked for by both labels: an instance of another place is never meant", async (t) => {
    const { docker, engine } = await contextOf(t);
    await everythingOf(docker, LAB);
    const label = '{"label":["supersmartmatch.place=lab","supersmartmatch.instance=lab"]}';
    assert.equal(engine.calls.length, 3);
    for (const { path } of engine.calls) assert.ok(path.includes(`filters=${label}`), path);
  });
});

describe("the removal of an instance", () => {
  const some = { containers: [partOf("v1")], networks: ["net-id"], volumes: ["lab-store-v1-data"] };

  it("takes containers, then networks, then volumes, and says how many", async (t) => {
    const { docker, engine, report, told } = await contextOf(t, some);
    await removeEverything(docker, LAB, report);
    const removed = engine.calls.filter(({ method }) => method === "DELETE").map(({ path }) => path);
    assert.deepEqual(removed, [
      "/containers/lab-v1-id?force=true&v=true",
      "/networks/net-id",
      "/volumes/lab-store-v1-data",
    ]);
    assert.deepEqual(told, ["removed 1 container", "removed 1 network", "removed 1 volume"]);
  });

  it("does not mind what somebody else removed meanwhile, and minds everything else", async (t) => {
    const answering = (status: number) => ({
      ...some,
      instead: ({ method }: { readonly method: string }) =>
        method === "DELETE" ? { status, body: '{"message":"engine says no"}' } : null,
    });
    const gone = await contextOf(t, answering(404));
    await removeEverything(gone.docker, LAB, gone.report);
    const busy = await contextOf(t, answering(409));
    await assert.rejects(removeEverything(busy.docker, LAB, busy.report), /engine says no/);
  });
});
