import type { ImageLock } from "../../../policies/image-lock.ts";
import { CONTAINER, type Container } from "../../../policies/resources.ts";
import type { Example } from "../judge.ts";

/** A container that keeps every rule: V1 in production. */
export const compliant: Container = {
  name: "production-v1",
  image: `example/v1:1.0@sha256:${"0123456789abcdef".repeat(4)}`,
  command: [
    "sh",
    "-c",
    "while [ ! -e /run/secrets/users.acl ]; do sleep 0.1; done; exec v1 --aclfile /run/secrets/users.acl",
  ],
  envs: ["PORT=5062", "STORE_PASSWORD_FILE=/run/secrets/store-password", "V2_URL=http://v2:5070"],
  labels: [
    { label: "supersmartmatch.place", value: "production" },
    { label: "supersmartmatch.service", value: "v1" },
  ],
  networksAdvanced: [{ name: "production-backend" }],
  ports: [{ ip: "127.0.0.1", internal: 5062, external: 5062 }],
  volumes: [{ volumeName: "production-v1-secrets", containerPath: "/run/secrets", readOnly: true }],
  tmpfs: { "/tmp": "size=64m" },
  user: "10011:10011",
  readOnly: true,
  privileged: false,
  capabilities: { drops: ["ALL"] },
  securityOpts: ["no-new-privileges"],
  memory: 512,
  memorySwap: 512,
  cpus: "0.5",
  restart: "unless-stopped",
  logDriver: "json-file",
  logOpts: { "max-size": "10m", "max-file": "3" },
  healthcheck: { tests: ["CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5062"] },
};

/** A lock that holds its image. */
export const compliantLock: ImageLock = new Map([
  [compliant.image, { verified: true, at: "stacks/images.lock.yaml:9:13" }],
]);

/** The compliant container with some properties replaced; `undefined` leaves one out. */
export function spoiledContainer(
  spoil: { readonly [K in keyof Container]?: unknown },
  stack = "production",
): Example {
  const props = Object.entries({ ...compliant, ...spoil }).filter(([, value]) => value !== undefined);
  return { type: CONTAINER, name: "v1-container", stack, props: Object.fromEntries(props) };
}
