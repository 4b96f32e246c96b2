import { ALERT_RULES_FILE, alertRules } from "../config-files/alert-rules.ts";
import { gatewayText } from "../config-files/nginx/gateway.ts";
import { GATEWAY_PATHS } from "../config-files/nginx/input.ts";
import { type PrometheusTarget, prometheusConfig } from "../config-files/prometheus.ts";
import { alerts } from "../metrics/alerts.ts";
import { addressOf, engineAddress } from "./addressing.ts";
import type { PlanInput } from "./input.ts";
import type { ConfigPlan, NetworkPlan, Plan } from "./plan.ts";
import { certificates, PASSWORDS, SIGNING_KEYS, secretFiles } from "./secrets.ts";
import { apps } from "./services/apps.ts";
import { dataSync, dataSyncConfig } from "./services/data-sync.ts";
import { gateway } from "./services/gateway.ts";
import { identity } from "./services/identity.ts";
import { keeper } from "./services/keeper.ts";
import { observers, PROMETHEUS_CONFIG_PATH } from "./services/observers.ts";
import { stores } from "./services/stores.ts";
import { volumes } from "./volumes.ts";

/** The whole platform as plain data. Pure: the same input always gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const { stage, platform, place, instance } = input;
  const allVolumes = volumes();
  return {
    project: platform.name,
    place: place.name,
    instance,
    target: place.target,
    stage: {
      name: stage.name,
      v2: stage.v2,
      hold: stage.hold,
      gate: stage.gate,
      sunset: stage.sunset !== null,
      ladder: input.ladder,
    },
    networks: networks(input),
    volumes: allVolumes,
    services: [
      ...stores(input),
      dataSync(input),
      identity(input),
      ...apps(input),
      gateway(input),
      ...observers(input),
    ],
    keeper: keeper(input, allVolumes),
    essential: ["gateway", ...(stage.sunset ? ["v2"] : ["v1"])].sort(),
    configs: [gatewayConfig(input), metricsConfig(input), dataSyncConfig(input)],
    passwords: PASSWORDS,
    certificates: certificates(place),
    signingKeys: SIGNING_KEYS,
    secretFiles: secretFiles(place),
    addresses: addresses(input),
  };
}

function networks({ platform }: PlanInput): NetworkPlan[] {
  return Object.entries(platform.networks).map(([name, { subnet, internal }]) => ({
    name,
    subnet,
    internal,
    gatewayAddress: engineAddress(subnet),
  }));
}

function gatewayConfig(input: PlanInput): ConfigPlan {
  const { stage, platform, place } = input;
  const backend = platform.networks.backend.subnet;
  const monitoring = platform.networks.monitoring.subnet;
  const engineHost = engineAddress(platform.networks.frontend.subnet);
  const text = gatewayText({
    host: place.host,
    publicHttpsPort: place.publish.https,
    v2: stage.v2,
    sunset: stage.sunset !== null,
    apps: {
      v1: { address: addressOf("v1", backend), port: platform.services.v1.port },
      v2: { address: addressOf("v2", backend), port: platform.services.v2.port },
      nexten: { address: addressOf("nexten", backend), port: platform.services.nexten.port },
    },
    identity: { address: addressOf("identity", backend), port: platform.services.identity.port },
    routes: platform.routes,
    rateLimits: platform.rateLimits,
    trustedProxies: place.trustedProxies.map((proxy) => (proxy === "engine-host" ? engineHost : proxy)),
    unlimited: place.unlimited,
    monitoringAddress: addressOf("gateway", monitoring),
  });
  return {
    service: "gateway",
    volume: "gateway-config",
    path: GATEWAY_PATHS.config,
    reload: "nginx",
    files: { "nginx.conf": text },
  };
}

function metricsConfig(input: PlanInput): ConfigPlan {
  const { platform, place, instance } = input;
  const { shorten } = place;
  const scrapeEvery = Math.min(
    platform.metrics.scrapeEvery,
    shorten.scrapeEvery ?? platform.metrics.scrapeEvery,
  );
  const text = prometheusConfig({
    project: platform.name,
    place: place.name,
    instance,
    scrapeEvery,
    targets: scrapeTargets(input),
  });
  const rules = alertRules(
    alerts({ instance, gate: input.stage.gate, triggers: input.platform.triggers, shorten, scrapeEvery }),
  );
  return {
    service: "prometheus",
    volume: "prometheus-config",
    path: PROMETHEUS_CONFIG_PATH,
    reload: "prometheus",
    files: { "prometheus.yml": text, [ALERT_RULES_FILE]: rules },
  };
}

function scrapeTargets({ stage, platform: { services } }: PlanInput): PrometheusTarget[] {
  const releases = [...(stage.sunset === null ? (["v1"] as const) : []), "v2", "nexten"] as const;
  const observers = ["data-sync", "identity", "prober", "gateway-exporter", "prometheus"] as const;
  return [
    ...releases.map((job) => ({ job, service: job, release: job, address: `${job}:${services[job].port}` })),
    ...observers.map((job) => ({
      job,
      service: job,
      release: null,
      address: `${job}:${services[job].port}`,
    })),
  ];
}

function addresses({ place }: PlanInput): Record<string, string> {
  const { host, publish } = place;
  const port = publish.https === 443 ? "" : `:${publish.https}`;
  return { gateway: `https://${host}${port}`, prometheus: `http://127.0.0.1:${publish.prometheus}` };
}
