import { posix } from "node:path";
import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** Sockets of container engines: who can write there is root on the host. */
const ENGINE_SOCKETS: readonly string[] = [
  "/var/run/docker.sock",
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/podman/podman.sock",
];

/** Containers see volumes only, no path of the host, least of all the Docker socket or a folder that holds it. */
export const forbidHostPaths = containerRule(
  "forbid-host-paths",
  "no Docker socket, no path of the host",
  check,
);

function* check({ volumes, mounts }: Container): Violations {
  for (const { hostPath, volumeName, fromContainer } of volumes ?? []) {
    if (hostPath !== undefined && hostPath !== "") yield refuse("volumes", hostPath);
    // The engine takes a volume "name" with a slash for a path of the host.
    if (volumeName?.includes("/")) yield refuse("volumes", volumeName);
    if (fromContainer !== undefined && fromContainer !== "") {
      yield `volumes must be named, got all of container ${fromContainer}; name the volumes it needs`;
    }
  }
  for (const { type, source, target, volumeOptions } of mounts ?? []) {
    if (type !== "volume" && type !== "tmpfs") yield refuse("mounts", source ?? `${type} at ${target}`);
    else if (source?.includes("/")) yield refuse("mounts", source);
    const device = volumeOptions?.driverOptions?.device ?? "";
    if (device.startsWith("/")) yield refuse("mounts", device);
  }
}

function refuse(property: string, path: string): string {
  const folder = posix.normalize(`${path}/`);
  const socket = ENGINE_SOCKETS.find((candidate) => `${candidate}/`.startsWith(folder));
  if (socket === undefined)
    return `${property} must not hold a path of the host, got "${path}"; use a named volume`;
  return `${property} must not give the container ${socket}, got "${path}"; remove it, it is root on the host`;
}
