import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { overlap } from "../../infra/stage/addresses.ts";
import { placeInstance } from "../../infra/stage/instance.ts";
import { loadStacks } from "../../infra/stage/load.ts";
import { STACKS } from "./spoiled.ts";

const stacks = loadStacks({ dir: STACKS, place: "lab" });
const subnetsOf = (slot: number) =>
  Object.values(placeInstance(stacks, { instance: "lab", slot }).platform.networks).map(
    ({ subnet }) => subnet,
  );
const portsOf = (slot: number) => {
  const { http, https, prometheus } = placeInstance(stacks, { instance: "lab", slot }).place.publish;
  return [http, https, prometheus];
};

describe("placeInstance", () => {
  it("leaves everything as written in slot 0", () => {
    assert.deepEqual(placeInstance(stacks, { instance: "lab", slot: 0 }), stacks);
  });

  it("shifts ports and subnets of another slot", () => {
    assert.deepEqual(portsOf(2), [10_080, 10_443, 11_090]);
    assert.equal(subnetsOf(2)[0], "172.22.1.0/24");
  });

  it("keeps whatever else comes with platform and place", () => {
    assert.equal(placeInstance(stacks, { instance: "test-1", slot: 1 }).stages, stacks.stages);
  });

  it("gives two slots nothing in common", () => {
    const slot = fc.integer({ min: 0, max: 11 });
    fc.assert(
      fc.property(slot, slot, (one, other) => {
        fc.pre(one !== other);
        for (const a of subnetsOf(one)) for (const b of subnetsOf(other)) assert.ok(!overlap(a, b));
        assert.equal(new Set([...portsOf(one), ...portsOf(other)]).size, 6);
      }),
    );
  });

  it("refuses a name that cannot be part of other names", () => {
    for (const instance of ["", "Lab", "1lab", "lab_1", "a".repeat(22), "lab\n"]) {
      assert.throws(() => placeInstance(stacks, { instance, slot: 0 }), {
        id: "SSM-INPUT",
        message: `instance must be a lower-case letter and at most 20 more letters, digits or hyphens, got ${JSON.stringify(instance)}; write for example lab`,
      });
    }
  });

  it("refuses a slot outside the private range", () => {
    for (const slot of [-1, 12, 1.5, Number.NaN]) {
      assert.throws(() => placeInstance(stacks, { instance: "lab", slot }), {
        message: `slot must be a whole number from 0 to 11, got ${slot}`,
      });
    }
  });

  it("refuses a slot that would move a port or a subnet to nowhere, all at once", () => {
    const { platform, place } = stacks;
    const networks = { ...platform.networks, data: { subnet: "10.254.0.0/24", internal: true } };
    const high = {
      platform: { ...platform, networks },
      place: { ...place, publish: { ...place.publish, https: 64_443 } },
    };
    assert.throws(() => placeInstance(high, { instance: "Lab", slot: 2 }), {
      message: [
        'instance must be a lower-case letter and at most 20 more letters, digits or hyphens, got "Lab"; write for example lab',
        "slot 2 moves publish.https from 64443 to 66443, above 65535; choose a lower slot",
        "slot 2 moves networks.data.subnet 10.254.0.0/24 to no address; choose a lower slot",
      ].join("\n"),
    });
  });
});
