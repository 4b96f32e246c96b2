import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { DockerService } from "../../../infra/targets/docker/service.ts";
import { PLACES, planOf } from "../../support/plans.ts";
import { type Recorded, recordResources } from "../../support/record-resources.ts";
import { recordedTarget } from "../../support/recorded-target.ts";

for (const place of PLACES) {
  const plan = planOf("025-percent", place);
  let resources: readonly Recorded[];
  const record = () =>
    before(async () => {
      ({ resources } = await recordedTarget("025-percent", place));
    });

  for (const service of [plan.keeper, ...plan.services])
    describe(`the container of ${service.name} in ${place}`, () => {
      record();
      let container: Recorded["inputs"];
      before(() => {
        container = resources.find(({ name }) => name === `${service.name}-container`)?.inputs ?? {};
      });

      it("runs as its own user on a root that nobody can write to", () => {
        assert.equal(container.user, `${service.uid}:${service.gid}`);
        assert.notEqual(service.uid, 0);
        assert.equal(container.readOnly, true);
      });

      it("has no rights that it could lose or gain", () => {
        assert.equal(container.privileged, false);
        assert.deepEqual(container.capabilities, { drops: ["ALL"] });
        assert.deepEqual(container.securityOpts, ["no-new-privileges"]);
      });

      it("has limits for memory, processor time and logs", () => {
        assert.equal(container.memory, service.memoryMb);
        assert.equal(container.memorySwap, service.memoryMb);
        assert.match(String(container.cpus), /^\d+\.\d+$/);
        assert.ok(Number(container.cpus) > 0 && service.memoryMb > 0);
        assert.equal(container.logDriver, "json-file");
        assert.deepEqual(container.logOpts, { "max-size": "10m", "max-file": "3" });
      });

      it("is started again when it ends, and says how it is", () => {
        assert.equal(container.restart, "unless-stopped");
        const { tests, interval, timeout, startPeriod } = container.healthcheck as Record<string, unknown>;
        assert.ok(Array.isArray(tests) && tests.length > 1);
        for (const time of [interval, timeout, startPeriod]) assert.match(String(time), /^[1-9]\d*s$/);
      });

      it("mounts only volumes of the platform: no folder of the engine's host, no Docker socket", () => {
        const names = plan.volumes.map(({ name }) => `${plan.instance}-${name}`);
        for (const { volumeName, hostPath } of container.volumes as {
          volumeName: string;
          hostPath?: string;
        }[]) {
          assert.ok(names.includes(volumeName), volumeName);
          assert.equal(hostPath, undefined);
        }
        assert.equal(container.mounts, undefined);
        assert.ok(!JSON.stringify(container).includes("docker.sock"));
      });

      it("carries the labels by which teardown and repair know it", () => {
        assert.deepEqual(container.labels, [
          { label: "supersmartmatch.place", value: place },
          { label: "supersmartmatch.instance", value: plan.instance },
          { label: "supersmartmatch.service", value: service.name },
        ]);
        assert.equal(container.name, `${plan.instance}-${service.name}`);
      });

      it("has its fixed address and its own name in each of its networks", () => {
        if (service.networks.length === 0) {
          assert.equal(container.networkMode, "none");
          assert.equal(container.ports, undefined);
          return;
        }
        assert.deepEqual(
          container.networksAdvanced,
          service.networks.map(({ name, address }) => ({
            name: `${plan.instance}-${name}`,
            ipv4Address: address,
            aliases: [service.name],
          })),
        );
      });
    });

  describe(`networks and volumes in ${place}`, () => {
    record();

    it("carry the labels by which teardown knows them", () => {
      for (const { type, name, inputs: given } of resources) {
        if (!/:(Network|Volume)$/.test(type)) continue;
        const labels = given.labels as readonly { label: string; value: string }[];
        assert.deepEqual(
          labels.slice(0, 2),
          [
            { label: "supersmartmatch.place", value: place },
            { label: "supersmartmatch.instance", value: plan.instance },
          ],
          name,
        );
      }
    });

    it("are internal as the plan says", () => {
      for (const { name, internal, subnet, gatewayAddress } of plan.networks) {
        const network = resources.find((resource) => resource.name === `${name}-network`)?.inputs;
        assert.equal(network?.internal, internal);
        assert.deepEqual(network?.ipamConfigs, [{ subnet, gateway: gatewayAddress }]);
      }
    });
  });
}

describe("a container", () => {
  it("is removed before its successor is made, because names, ports and addresses are fixed", async () => {
    const { resources } = await recordedTarget("025-percent");
    for (const { type, name, deleteBeforeReplace } of resources)
      assert.equal(deleteBeforeReplace, type === "docker:index/container:Container", name);
  });

  it("cannot be made on a network or volume that the plan does not declare", async () => {
    const plan = planOf("000-baseline");
    const [service] = plan.services;
    assert.ok(service !== undefined);
    await recordResources(() => {
      const parts = { plan, networks: {}, volumes: {} };
      assert.throws(() => new DockerService("store-v1", { ...parts, service }), {
        message: "the plan names data, which it does not declare",
      });
      const alone = { ...service, networks: [] };
      assert.throws(() => new DockerService("store", { ...parts, service: alone }), {
        message: "the plan names store-v1-data, which it does not declare",
      });
    });
  });
});
