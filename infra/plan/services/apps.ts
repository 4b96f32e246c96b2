import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { common, httpHealth, SECRETS_PATH, secretsMount } from "./common.ts";

/** V1, V2 and Nexten. V1 keeps its full capacity until 130-sunset: it is the way back. */
export function apps(input: PlanInput): ServicePlan[] {
  const { nexten, identity } = input.platform.services;
  return [
    ...(input.stage.sunset ? [] : [app(input, "v1", store("v1"))]),
    app(input, "v2", {
      ...store("v2"),
      NEXTEN_URL: `http://nexten:${nexten.port}`,
      IDENTITY_URL: `http://identity:${identity.port}`,
      IDENTITY_KEY_FILE: `${SECRETS_PATH}/identity-key`,
    }),
    app(input, "nexten", {}),
  ];
}

function app(
  input: PlanInput,
  name: "v1" | "v2" | "nexten",
  env: Readonly<Record<string, string>>,
): ServicePlan {
  const { port, health, memoryMb, cpus } = input.platform.services[name];
  const hasStore = "STORE_HOST" in env;
  return {
    ...common(name),
    image: imageOf(input, name),
    command: [],
    env: { PORT: String(port), ...env },
    networks: onNetworks(input, name, ["backend", "data", "monitoring"]),
    mounts: hasStore ? [secretsMount(name)] : [],
    memoryMb,
    cpus,
    health: httpHealth(port, health),
  };
}

function store(version: "v1" | "v2"): Record<string, string> {
  return {
    STORE_HOST: `store-${version}`,
    STORE_PORT: "6379",
    STORE_USER: "app",
    STORE_PASSWORD_FILE: `${SECRETS_PATH}/store-password`,
  };
}
