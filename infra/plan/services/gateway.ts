import { GATEWAY_PATHS, GATEWAY_PORTS } from "../../config-files/nginx/input.ts";
import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { common, httpHealth, presenceOf, secretsMount, startAfter, tmpfsOptions } from "./common.ts";

// Made before any nginx runs, also the one that only tests a configuration: it would make them its own.
const LOG_FILES = `(umask 0; touch ${GATEWAY_PATHS.signals.join(" ")})`;

/** nginx: the only service that the world can reach. */
export function gateway(input: PlanInput): ServicePlan {
  const { publish } = input.place;
  const { memoryMb, cpus } = input.platform.services.gateway;
  const config = `${GATEWAY_PATHS.config}/current/nginx.conf`;
  const needed = [config, `${GATEWAY_PATHS.secrets}/gateway.key`, `${GATEWAY_PATHS.secrets}/control.key`];
  return {
    ...common("gateway"),
    image: imageOf(input, "nginx"),
    command: startAfter(
      [LOG_FILES, presenceOf(needed)],
      `nginx -e /dev/stderr -c ${config} -g 'daemon off;'`,
    ),
    env: {},
    networks: onNetworks(input, "gateway", ["frontend", "backend", "monitoring"]),
    publish: [
      { address: publish.address, external: publish.http, internal: 80 },
      { address: publish.address, external: publish.https, internal: 443 },
    ],
    mounts: [
      { volume: "gateway-config", path: GATEWAY_PATHS.configVolume, readOnly: true },
      { volume: "gateway-state", path: GATEWAY_PATHS.state, readOnly: false },
      { volume: "gateway-log", path: GATEWAY_PATHS.logVolume, readOnly: false },
      secretsMount("gateway"),
    ],
    tmpfs: { "/tmp": tmpfsOptions("gateway"), "/run/nginx": tmpfsOptions("gateway") },
    memoryMb,
    cpus,
    health: httpHealth(GATEWAY_PORTS.configId, "/config-id"),
    // Lets requests under way finish.
    stopSignal: "SIGQUIT",
    stopSeconds: 30,
  };
}
