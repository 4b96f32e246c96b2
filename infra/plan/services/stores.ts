import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { common, health, SECRETS_PATH, secretsMount, startWhenPresent } from "./common.ts";

const DATA_PATH = "/var/lib/store";

/** One Redis per version, each with its own append-only file: a restore of V1 must not touch V2. */
export function stores(input: PlanInput): ServicePlan[] {
  return [store(input, "store-v1"), store(input, "store-v2")];
}

function store(input: PlanInput, name: "store-v1" | "store-v2"): ServicePlan {
  const { memoryMb, cpus } = input.platform.services[name];
  const users = `${SECRETS_PATH}/users.acl`;
  const options = [
    `--dir ${DATA_PATH}/data`,
    "--appendonly yes",
    `--aclfile ${users}`,
    // A store that evicts would lose customers' data without a word.
    "--maxmemory-policy noeviction",
    `--maxmemory ${Math.floor(memoryMb * 0.75)}mb`,
    "--logfile ''",
  ];
  return {
    ...common(name),
    image: imageOf(input, "redis"),
    command: startWhenPresent([users], `redis-server ${options.join(" ")}`),
    env: {},
    networks: onNetworks(input, name, ["data"]),
    mounts: [{ volume: `${name}-data`, path: DATA_PATH, readOnly: false }, secretsMount(name)],
    memoryMb,
    cpus,
    // The user `health` may only ping, so the check needs no secret.
    health: health([
      "CMD-SHELL",
      "redis-cli --user health --pass none --no-auth-warning ping | grep -q PONG",
    ]),
  };
}

/** Redis users of a store: nobody by default, the app without administration, and the health check. */
export function storeUsers(passwordName: string): string {
  return [
    "user default off",
    "user health on nopass -@all +ping",
    `user app on #\${sha256:${passwordName}} ~* &* +@all -@dangerous -@admin`,
    "",
  ].join("\n");
}
