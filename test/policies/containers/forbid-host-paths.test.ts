import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidHostPaths } from "../../../policies/containers/forbid-host-paths.ts";
import { judge, UNKNOWN_TEXT } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(forbidHostPaths, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("forbid-host-paths", () => {
  const socket = (property: string, path: string, found = "/var/run/docker.sock") =>
    finds(
      `${property} must not give the container ${found}, got "${path}"; remove it, it is root on the host`,
    );

  it("accepts named volumes and tmpfs", () => {
    assert.deepEqual(
      says({
        mounts: [
          { type: "volume", source: "production-a", target: "/a" },
          { type: "tmpfs", target: "/b" },
        ],
      }),
      [],
    );
  });

  it("refuses the Docker socket, whichever way it is mounted", () => {
    const path = "/var/run/docker.sock";
    assert.deepEqual(says({ volumes: [{ hostPath: path, containerPath: path }] }), socket("volumes", path));
    assert.deepEqual(says({ volumes: [{ volumeName: path, containerPath: path }] }), socket("volumes", path));
    assert.deepEqual(
      says({ mounts: [{ type: "bind", source: path, target: path }] }),
      socket("mounts", path),
    );
    assert.deepEqual(
      says({
        mounts: [
          { type: "volume", source: "a", target: "/a", volumeOptions: { driverOptions: { device: path } } },
        ],
      }),
      socket("mounts", path),
    );
  });

  it("refuses a folder that holds the socket, however it is spelled", () => {
    assert.deepEqual(says({ volumes: [{ hostPath: "/", containerPath: "/host" }] }), socket("volumes", "/"));
    assert.deepEqual(
      says({ volumes: [{ hostPath: "/var/lib/../run/", containerPath: "/x" }] }),
      socket("volumes", "/var/lib/../run/"),
    );
    assert.deepEqual(
      says({ volumes: [{ hostPath: "/run/podman", containerPath: "/x" }] }),
      socket("volumes", "/run/podman", "/run/podman/podman.sock"),
    );
  });

  it("refuses any other path of the host", () => {
    assert.deepEqual(
      says({ volumes: [{ hostPath: "/etc", containerPath: "/x" }] }),
      finds('volumes must not hold a path of the host, got "/etc"; use a named volume'),
    );
    assert.deepEqual(
      says({ mounts: [{ type: "npipe", target: "/x" }] }),
      finds('mounts must not hold a path of the host, got "npipe at /x"; use a named volume'),
    );
    assert.deepEqual(
      says({ mounts: [{ type: "volume", source: "./data", target: "/x" }] }),
      finds('mounts must not hold a path of the host, got "./data"; use a named volume'),
    );
  });

  it("refuses to take over what another container mounts", () => {
    assert.deepEqual(
      says({ volumes: [{ fromContainer: "production-keeper" }] }),
      finds("volumes must be named, got all of container production-keeper; name the volumes it needs"),
    );
  });

  it("refuses a path that preview does not know", () => {
    assert.deepEqual(says({ volumes: [{ hostPath: UNKNOWN_TEXT }] }), [
      "volumes.0.hostPath must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });
});
