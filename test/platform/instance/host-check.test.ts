import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { InputError } from "../../../infra/stage/problem.ts";
import {
  admitInstance,
  copyCommand,
  refuseForeign,
  refuseHostConflicts,
  slotOf,
} from "../../../scripts/platform/instance/host-check.ts";
import { ensureInstance } from "../../../scripts/platform/instance/instance.ts";
import { contextOf } from "../../support/context.ts";
import { type FakeEngineOptions, partOf } from "../../support/fake-engine.ts";
import { ownFolder } from "../../support/own-folder.ts";

/** The lab on networks that no machine has (RFC 5737), with its HTTPS port where another program listens. */
async function crowded(t: TestContext, options: FakeEngineOptions = {}) {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  t.after(() => server.close());
  const context = await contextOf(t, options);
  const { place, platform } = context.stacks;
  const network = { ...platform.networks.data, subnet: "203.0.113.0/24" };
  const networks = {
    frontend: network,
    backend: network,
    data: network,
    monitoring: network,
    operator: network,
    egress: network,
  };
  // Port 0 is any free one.
  const publish = { ...place.publish, http: 0, prometheus: 0, https: port };
  const stacks = { ...context.stacks, platform: { ...platform, networks }, place: { ...place, publish } };
  return { context: { ...context, stacks }, port };
}

describe("a machine", () => {
  it("must not use the place's ports for another program", async (t) => {
    const { context, port } = await crowded(t);
    await assert.rejects(refuseHostConflicts(context), {
      id: "SSM-PORT",
      exitCode: 1,
      message: `taken by another program: publish.https 127.0.0.1:${port}; free them (ss -ltnp shows who has them), start a copy with other ports (npm start -- --instance lab2) or change stacks/Pulumi.lab.yaml`,
    });
  });

  it("must not be given an instance whose containers another state folder made", async (t) => {
    const dir = ownFolder(t, "SSM_STATE_DIR");
    const { docker } = await contextOf(t, { containers: [partOf("gateway"), partOf("store-v1")] });
    await assert.rejects(refuseForeign(docker, "lab", "lab"), {
      id: "SSM-FOREIGN",
      exitCode: 1,
      message: `2 containers of lab are on this machine, and ${dir}/lab/lab knows nothing of them: another user made them, or another SSM_STATE_DIR; nothing was changed. Go on as that user, make another copy (npm start -- --instance NAME), or remove that one: npm run down -- --instance lab`,
    });
    assert.equal(existsSync(join(dir, "lab")), false);
    ensureInstance("lab", "lab");
    await refuseForeign(docker, "lab", "lab");
    const empty = await contextOf(t);
    await refuseForeign(empty.docker, "lab", "other");
  });

  it("is not left with files of an instance that it has no place for", async (t) => {
    const dir = ownFolder(t, "SSM_STATE_DIR");
    const { context } = await crowded(t);
    const { docker, stacks } = context;
    const owner = { place: "lab", instance: "lab" };
    await assert.rejects(admitInstance(docker, stacks, owner), { id: "SSM-PORT" });
    assert.equal(existsSync(join(dir, "lab")), false);
    const publish = { ...stacks.place.publish, https: 0 };
    const made = await admitInstance(docker, { ...stacks, place: { ...stacks.place, publish } }, owner);
    assert.deepEqual(made, { ...owner, slot: 0, dir: join(dir, "lab/lab") });
  });

  it("gives a new instance the lowest slot whose ports nobody has, and says which are taken where all are", async (t) => {
    ownFolder(t, "SSM_STATE_DIR");
    const { context, port } = await crowded(t);
    const { docker, stacks } = context;
    const publish = (https: number) => ({ ...stacks.place.publish, http: 1, https, prometheus: 2 });
    const at = (https: number) => ({ ...stacks, place: { ...stacks.place, publish: publish(https) } });
    const owner = { place: "lab", instance: "beside" };
    // Slot 1 has the port on which the other program listens; another state folder's instance would listen so.
    const first = at(port - 1000);
    assert.equal(await slotOf(first, owner), 2);
    assert.equal((await admitInstance(docker, first, owner)).slot, 2);
    assert.equal(await slotOf(first, owner), 2);
    const last = { place: "lab", instance: "last" };
    await assert.rejects(admitInstance(docker, at(65_000), last), InputError);
    ensureInstance("lab", "lab2", 3);
    assert.deepEqual([copyCommand(owner), copyCommand(last)], ["npm start -- --instance lab3", null]);
    for (let slot = 1; slot <= 11; slot++) if (slot > 3) ensureInstance("lab", `n${slot}`, slot);
    await assert.rejects(admitInstance(docker, first, last), {
      id: "SSM-PORT",
      message: `taken by another program: publish.https 127.0.0.1:${port}; free them (ss -ltnp shows who has them) or change stacks/Pulumi.lab.yaml`,
    });
  });

  it("may use them for the instance itself", async (t) => {
    const { context } = await crowded(t, { containers: [partOf("gateway")] });
    await refuseHostConflicts(context);
  });
});
