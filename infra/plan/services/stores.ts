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
    // Tells data-sync at once of hashes, expiries and generic commands; `$` is for its own heartbeat.
    "--notify-keyspace-events 'Kghx$'",
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

/** Documents of each app, and with what V2 caches the keys that it may use. The records of data-sync are nobody else's. */
const SYNCED = {
  v1: ["offer:*", "candidate:*", "session:*", "match:*"],
  v2: ["job:*", "candidate:*", "session:*", "match:result:*"],
} as const;
const APP_KEYS = {
  v1: SYNCED.v1,
  v2: [...SYNCED.v2, "algo:*", "health:*", "metrics:*", "ssm_v2:*"],
} as const;
/** What data-sync needs, without administration and without a command that empties a store. */
const SYNC_RIGHTS =
  "-@all +@read +@hash +@string +@keyspace +@stream +@scripting +@transaction +@connection +@pubsub +time -@dangerous";

/** Redis users of a store: nobody by default, its app, data-sync, and the health check. */
export function storeUsers(version: "v1" | "v2"): string {
  const password = (user: "app" | "sync") => `#\${sha256:store-${version}-${user}}`;
  // Redis compares a pattern that is listened to letter by letter.
  const channels = [...SYNCED[version], "sync:pulse"]
    .map((pattern) => `&__keyspace@0__:${pattern}`)
    .join(" ");
  const keys = APP_KEYS[version].map((pattern) => `~${pattern}`).join(" ");
  return [
    // Nobody can log in as it, but Redis reads its own file back as this user: what it may not do would be lost there.
    "user default off ~* &* +@all",
    "user health on nopass -@all +ping",
    `user app on ${password("app")} ${keys} &* +@all -@dangerous -@admin`,
    `user sync on ${password("sync")} ~* ${channels} ${SYNC_RIGHTS}`,
    "",
  ].join("\n");
}
