import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { common, health, presenceOf, SECRETS_PATH, secretsMount, startAfter } from "./common.ts";
import { CHOOSE_USERS, CURRENT_USERS, fenceMount } from "./fence.ts";

const DATA_PATH = "/var/lib/store";

/** One Redis per version, each with its own append-only file: a restore of V1 must not touch V2. */
export function stores(input: PlanInput): ServicePlan[] {
  return [store(input, "store-v1"), store(input, "store-v2")];
}

const USERS = `${SECRETS_PATH}/users.acl`;
/** V1's store has no fence: V1 is the way back. */
const FIXED = { file: USERS, needs: [USERS], choose: [], mounts: [] };
const FENCEABLE = {
  file: CURRENT_USERS,
  needs: [USERS, `${SECRETS_PATH}/users.fenced.acl`],
  choose: [CHOOSE_USERS],
  mounts: [fenceMount],
};

function store(input: PlanInput, name: "store-v1" | "store-v2"): ServicePlan {
  const { memoryMb, cpus } = input.platform.services[name];
  const users = name === "store-v2" ? FENCEABLE : FIXED;
  const options = [
    `--dir ${DATA_PATH}/data`,
    "--appendonly yes",
    `--aclfile ${users.file}`,
    // A store that evicts would lose customers' data without a word.
    "--maxmemory-policy noeviction",
    `--maxmemory ${Math.floor(memoryMb * 0.75)}mb`,
    "--logfile ''",
    // A snapshot is the copy that a replica gets; both stores' are of the same moment only when neither waits.
    "--repl-diskless-sync-delay 0",
    // Tells data-sync at once of hashes, expiries and generic commands; `$` is for its own heartbeat.
    "--notify-keyspace-events 'Kghx$'",
  ];
  return {
    ...common(name),
    image: imageOf(input, "redis"),
    command: startAfter([presenceOf(users.needs), ...users.choose], `redis-server ${options.join(" ")}`),
    env: {},
    networks: onNetworks(input, name, ["data"]),
    mounts: [
      { volume: `${name}-data`, path: DATA_PATH, readOnly: false },
      secretsMount(name),
      ...users.mounts,
    ],
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
/** What data-sync needs, without administration and without a command that empties a store; a snapshot is restored to the byte. */
const SYNC_RIGHTS =
  "-@all +@read +@hash +@string +@keyspace +@stream +@scripting +@transaction +@connection +@pubsub +time -@dangerous +restore";

/** What identity needs, of sessions alone. */
const IDENTITY_RIGHTS =
  "-@all +@read +@hash +@string +@keyspace +@scripting +@transaction +@connection -@dangerous";

/**
 * Redis users of a store: nobody by default, its app, data-sync, identity, who takes snapshots, and the health
 * check. Behind the fence the app only reads.
 */
export function storeUsers(version: "v1" | "v2", { fenced = false } = {}): string {
  const password = (user: "app" | "sync" | "identity" | "snapshot") => `#\${sha256:store-${version}-${user}}`;
  // Redis compares a pattern that is listened to letter by letter.
  const channels = [...SYNCED[version], "sync:pulse"]
    .map((pattern) => `&__keyspace@0__:${pattern}`)
    .join(" ");
  const keys = APP_KEYS[version].map((pattern) => `~${pattern}`).join(" ");
  return [
    // Nobody can log in as it, but Redis replays its append-only file with its rights, and without them drops every
    // transaction and script in there: https://github.com/redis/redis/issues/14541, seen with 8.0.6.
    "user default off ~* &* +@all",
    "user health on nopass -@all +ping",
    ...(version === "v2" ? ["user fence on nopass -@all +acl|load"] : []),
    `user app on ${password("app")} ${keys} &* +@all -@dangerous -@admin${fenced ? " -@write" : ""}`,
    `user identity on ${password("identity")} ~session:* ~revoked:* resetchannels ${IDENTITY_RIGHTS}`,
    `user sync on ${password("sync")} ~* ${channels} ${SYNC_RIGHTS}`,
    `user snapshot on ${password("snapshot")} -@all +sync +psync +replconf`,
    "",
  ].join("\n");
}
