import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { refuseHostConflicts } from "../../scripts/platform/host-check.ts";
import { contextOf } from "../support/context.ts";
import { type FakeEngineOptions, partOf } from "../support/fake-engine.ts";

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
      message: `taken by another program: publish.https 127.0.0.1:${port}; free them (ss -ltnp shows who has them) or change stacks/Pulumi.lab.yaml`,
    });
  });

  it("may use them for the instance itself", async (t) => {
    const { context } = await crowded(t, { containers: [partOf("gateway")] });
    await refuseHostConflicts(context);
  });
});
