import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidBoundVolumes } from "../../../policies/containers/forbid-bound-volumes.ts";
import { VOLUME } from "../../../policies/resources.ts";
import { judge } from "../judge.ts";

const says = (driverOpts?: Readonly<Record<string, string>>) =>
  judge(forbidBoundVolumes, {
    type: VOLUME,
    props: { name: "production-a", ...(driverOpts && { driverOpts }) },
  });
const finds = (device: string) => [
  `volume production-a: driverOpts must not bind a path of the host, got device "${device}"; use a plain volume`,
];

describe("forbid-bound-volumes", () => {
  it("accepts plain volumes and tmpfs", () => {
    assert.deepEqual(says(), []);
    assert.deepEqual(says({ type: "tmpfs", device: "tmpfs", o: "size=1m,mode=0700" }), []);
  });

  it("refuses a path of the host", () => {
    assert.deepEqual(says({ type: "none", device: "/var/run", o: "bind" }), finds("/var/run"));
    assert.deepEqual(says({ device: "/dev/sda1" }), finds("/dev/sda1"));
    assert.deepEqual(says({ device: "here", o: "ro,rbind" }), finds("here"));
  });
});
