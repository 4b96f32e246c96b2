import { GATEWAY_PATHS, GATEWAY_PORTS } from "../../config-files/nginx/input.ts";
import { imageOf, onNetworks, type PlanInput } from "../input.ts";
import type { ServicePlan } from "../plan.ts";
import { common, httpHealth, presenceOf, startAfter } from "./common.ts";

const CONFIG_VOLUME = "/etc/prometheus";
/** Folder of Prometheus' releases in its container. */
export const PROMETHEUS_CONFIG_PATH = `${CONFIG_VOLUME}/files`;
const DATA_PATH = "/var/lib/prometheus";
/** Requests in the half of the labelled set that the prober replays: one cycle of them is the exact accuracy. */
const LABELLED_REQUESTS = 350;
/** So often the whole set is replayed within the shortest accuracy window. */
const CYCLES_PER_WINDOW = 1.5;

/** Who measures: Prometheus, the prober and the gateway's exporter. */
export function observers(input: PlanInput): ServicePlan[] {
  return [prometheus(input), prober(input), gatewayExporter(input)];
}

function prometheus(input: PlanInput): ServicePlan {
  const { memoryMb, cpus, port } = input.platform.services.prometheus;
  const config = `${PROMETHEUS_CONFIG_PATH}/current/prometheus.yml`;
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${DATA_PATH}/data`,
    `--storage.tsdb.retention.time=${input.platform.metrics.retentionDays}d`,
    `--web.listen-address=0.0.0.0:${port}`,
  ];
  return {
    ...common("prometheus"),
    image: imageOf(input, "prometheus"),
    command: startAfter([presenceOf([config])], `prometheus ${options.join(" ")}`),
    env: {},
    networks: onNetworks(input, "prometheus", ["monitoring", "operator"]),
    publish: [{ address: "127.0.0.1", external: input.place.publish.prometheus, internal: port }],
    mounts: [
      { volume: "prometheus-config", path: CONFIG_VOLUME, readOnly: true },
      { volume: "prometheus-data", path: DATA_PATH, readOnly: false },
    ],
    memoryMb,
    cpus,
    health: httpHealth(port, input.platform.services.prometheus.health),
  };
}

function prober(input: PlanInput): ServicePlan {
  const { v1, v2, prober: own } = input.platform.services;
  return {
    ...common("prober"),
    image: imageOf(input, "prober"),
    command: [],
    env: {
      HTTP_PORT: String(own.port),
      V1_URL: `http://v1:${v1.port}`,
      V2_URL: `http://v2:${v2.port}`,
      V1_HEALTH: v1.health,
      V2_HEALTH: v2.health,
      LABELLED_FILE: "/app/labelled.jsonl",
      RATE: String(probeRate(input)),
    },
    networks: onNetworks(input, "prober", ["backend", "monitoring"]),
    mounts: [],
    memoryMb: own.memoryMb,
    cpus: own.cpus,
    health: httpHealth(own.port, own.health),
  };
}

/** Labelled requests per second, so that every accuracy window holds the whole set at least once. */
export function probeRate({ platform, place }: Pick<PlanInput, "platform" | "place">): number {
  const longest = platform.triggers.accuracyOfV1.over;
  const window = Math.min(longest, place.shorten.window ?? longest);
  return Math.ceil((LABELLED_REQUESTS * CYCLES_PER_WINDOW) / window);
}

function gatewayExporter(input: PlanInput): ServicePlan {
  const { v1, v2, nexten } = input.platform.services;
  const { port, health: path, memoryMb, cpus } = input.platform.services["gateway-exporter"];
  return {
    ...common("gateway-exporter"),
    image: imageOf(input, "gateway-exporter"),
    command: [],
    env: {
      HTTP_PORT: String(port),
      LOG_FILES: GATEWAY_PATHS.signals.join(","),
      STUB_STATUS_URL: `http://gateway:${GATEWAY_PORTS.status}/stub_status`,
      V1_PORT: String(v1.port),
      V2_PORT: String(v2.port),
      NEXTEN_PORT: String(nexten.port),
    },
    networks: onNetworks(input, "gateway-exporter", ["monitoring"]),
    // Not read-only: it empties the file whose turn is over.
    mounts: [{ volume: "gateway-log", path: GATEWAY_PATHS.logVolume, readOnly: false }],
    memoryMb,
    cpus,
    health: httpHealth(port, path),
  };
}
