import assert from "node:assert/strict";
import { it } from "node:test";
import Docker from "dockerode";
import { lookAtContents } from "../../scripts/doctor/facts/contents.ts";
import { fakeEngine } from "../support/fake-engine.ts";

const DAY = 86_400;
const labels = (name: string, service?: string) => ({
  "supersmartmatch.place": "lab",
  "supersmartmatch.instance": name,
  ...(service === undefined ? {} : { "supersmartmatch.service": service }),
});
const container = (Id: string, other: object) => ({ Id, Names: [`/${Id}`], Labels: {}, Ports: [], ...other });

/** An engine with one instance that runs, volumes of another, a stranger, and images of three builds. */
const LISTS: Readonly<Record<string, unknown>> = {
  containers: [
    container("lab-v1", { Labels: labels("lab", "v1"), State: "running", ImageID: "v1-now" }),
    container("lab-v2", { Labels: labels("lab", "v2"), State: "paused" }),
    container("lab-nexten", { Labels: labels("lab", "nexten"), State: "restarting" }),
    container("lab-scratch-data-sync", { Labels: labels("lab"), State: "created" }),
    container("lab-gateway", {
      Labels: labels("lab", "gateway"),
      State: "exited",
      ImageID: "nginx",
      Ports: [
        { PrivatePort: 443, PublicPort: 8443, Type: "tcp" },
        { PrivatePort: 9113, Type: "tcp" },
      ],
    }),
    container("stranger", { State: "running", Ports: [{ PrivatePort: 80, PublicPort: 8080, Type: "tcp" }] }),
  ],
  networks: [{ Labels: labels("lab") }],
  volumes: { Volumes: [{ Labels: labels("gone") }, { Labels: labels("lab") }] },
  images: [
    { Id: "v1-now", RepoTags: ["ssm-lab/v1:now"], Created: 30 * DAY, Size: 3 },
    { Id: "v1-then", RepoTags: ["ssm-lab/v1:then"], Created: 20 * DAY, Size: 2 },
    { Id: "v1-kept", RepoTags: ["ssm-lab/v1:kept"], Created: 10 * DAY, Size: 1 },
    { Id: "v2", RepoTags: ["ssm-lab/v2:only"], Created: 10 * DAY, Size: 1 },
  ],
};

it("what is on the engine is told by its labels, and nothing of it is changed", async (t) => {
  const engine = await fakeEngine(t, {
    instead: ({ path }) => {
      const list = LISTS[/^\/(\w+)/.exec(path)?.[1] ?? ""];
      return list === undefined ? null : { status: 200, body: JSON.stringify(list) };
    },
  });
  const found = await lookAtContents(new Docker({ socketPath: engine.socket }), ["ssm-lab/v1:kept"]);
  assert.deepEqual(found.instances, [
    { place: "lab", name: "gone", containers: 0, running: 0, stopped: 0, networks: 0, volumes: 1 },
    { place: "lab", name: "lab", containers: 5, running: 1, stopped: 2, networks: 1, volumes: 1 },
  ]);
  assert.deepEqual(found.published, {
    8080: { container: "stranger", instance: null },
    8443: { container: "lab-gateway", instance: "lab" },
  });
  assert.deepEqual(
    found.oldImages.map(({ reference, bytes }) => [reference, bytes]),
    [["ssm-lab/v1:then", 2]],
  );
  assert.ok((found.oldImages[0]?.age ?? 0) > 1000);
  assert.deepEqual([...new Set(engine.calls.map(({ method }) => method))], ["GET"]);
});
