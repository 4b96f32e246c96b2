import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ConfigPlan, ServicePlan } from "../plan.ts";
import { common, httpHealth, SECRETS_PATH, secretsMount } from "./common.ts";
import { FENCE_FILE, fenceMount } from "./fence.ts";

const CONFIG_VOLUME = "/etc/data-sync";
const CONFIG_PATH = `${CONFIG_VOLUME}/files`;
const DIRECTION = "direction.json";

/** Keeps both stores equal, at every stage: a way back that leaves the data behind is none. */
export function dataSync(input: PlanInput): ServicePlan {
  const { port, health, memoryMb, cpus } = input.platform.services["data-sync"];
  const { "store-v1": v1, "store-v2": v2 } = input.platform.services;
  return {
    ...common("data-sync"),
    image: imageOf(input, "data-sync"),
    command: [],
    env: {
      // Without it Node lets its heap grow to what the container has before it collects.
      NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=16",
      HTTP_PORT: String(port),
      STORE_USER: "sync",
      STORE_V1_HOST: "store-v1",
      STORE_V1_PORT: String(v1.port),
      STORE_V1_PASSWORD_FILE: `${SECRETS_PATH}/store-v1-password`,
      STORE_V2_HOST: "store-v2",
      STORE_V2_PORT: String(v2.port),
      STORE_V2_PASSWORD_FILE: `${SECRETS_PATH}/store-v2-password`,
      DIRECTION_FILE: `${CONFIG_PATH}/current/${DIRECTION}`,
      FENCE_FILE,
    },
    networks: onNetworks(input, "data-sync", ["data", "monitoring"]),
    mounts: [
      { volume: "data-sync-config", path: CONFIG_VOLUME, readOnly: true },
      secretsMount("data-sync"),
      fenceMount,
    ],
    memoryMb,
    cpus,
    health: httpHealth(port, health),
  };
}

/** The stage's direction as a file that data-sync reads again: a stage change restarts nothing. */
export function dataSyncConfig({ stage }: PlanInput): ConfigPlan {
  return {
    service: "data-sync",
    volume: "data-sync-config",
    path: CONFIG_PATH,
    reload: "none",
    files: { [DIRECTION]: `${JSON.stringify(stage.data)}\n` },
  };
}
