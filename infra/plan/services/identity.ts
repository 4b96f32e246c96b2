import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { SIGNING_KEYS } from "../secrets.ts";
import { common, httpHealth, presenceOf, SECRETS_PATH, secretsMount, startAfter } from "./common.ts";

/** Keeps people signed in on both releases, at every stage: a way back that signs them out is none. */
export function identity(input: PlanInput): ServicePlan {
  const { port, health, memoryMb, cpus } = input.platform.services.identity;
  const { "store-v1": v1, "store-v2": v2 } = input.platform.services;
  const keyFiles = SIGNING_KEYS.map((name) => `${SECRETS_PATH}/${name}.pem`);
  const callers = `${SECRETS_PATH}/caller-key`;
  const refreshKey = `${SECRETS_PATH}/refresh-key`;
  return {
    ...common("identity"),
    image: imageOf(input, "identity"),
    command: startAfter([presenceOf([...keyFiles, callers, refreshKey])], "node /app/main.mjs"),
    env: {
      HTTP_PORT: String(port),
      STORE_USER: "identity",
      STORE_V1_HOST: "store-v1",
      STORE_V1_PORT: String(v1.port),
      STORE_V1_PASSWORD_FILE: `${SECRETS_PATH}/store-v1-password`,
      STORE_V2_HOST: "store-v2",
      STORE_V2_PORT: String(v2.port),
      STORE_V2_PASSWORD_FILE: `${SECRETS_PATH}/store-v2-password`,
      CALLER_KEY_FILE: callers,
      REFRESH_KEY_FILE: refreshKey,
      SIGNING_KEYS_FILE: keyFiles.join(","),
    },
    networks: onNetworks(input, "identity", ["backend", "data", "monitoring"]),
    mounts: [secretsMount("identity")],
    memoryMb,
    cpus,
    health: httpHealth(port, health),
  };
}
