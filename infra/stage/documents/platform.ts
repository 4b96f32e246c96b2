import type { z } from "zod";
import { hostBitsHint, isNetwork } from "../addresses.ts";
import { choice, decimal, flag, list, map, port, quantity, text, whole } from "../fields.ts";
import { days, duration, memory, perMinute, ratio } from "../units.ts";

/** Names of the rate limits. */
const RATE_LIMITS = ["api", "auth", "matching"] as const;

const PATH = {
  pattern: /^\/[\w./-]*$/,
  expected: "a path of letters, digits and _ . - / that starts with /",
};

const network = (description: string) =>
  map(description, {
    subnet: text({
      pattern: /^\d{1,3}(\.\d{1,3}){3}\/24$/,
      expected: "an IPv4 network with /24",
      description: "its addresses",
      example: "172.20.9.0/24",
      isValid: isNetwork,
      hint: (subnet) => (subnet.endsWith("/24") ? hostBitsHint(subnet) : null),
    }),
    internal: flag("true: no way from here to the outside, and none in", true),
  });

const limits = {
  memory: quantity(memory, "memory that it may use at most"),
  cpus: decimal(0.05, 64, "processor cores that it may use at most", 0.5),
};

const healthPath = text({
  ...PATH,
  description: "path that answers 200 while it is healthy",
  example: "/health",
});

const plain = (description: string) => map(description, limits).transform(inMegabytes);

const store = (description: string) =>
  map(description, { port: port("port inside the data network", 6379), ...limits }).transform(inMegabytes);

const serving = (description: string, example: number) =>
  map(description, {
    port: port("port inside the networks", example),
    health: healthPath,
    ...limits,
  }).transform(inMegabytes);

/** One path of the public address. */
const route = map("one path of the public address and who answers it", {
  path: text({
    ...PATH,
    description: "with a / at the end: everything below; without: exactly this",
    example: "/api/match",
  }),
  to: choice(
    ["split", "v1", "v2", "nexten", "identity"],
    "split: V1 or V2, as the stage says; else always this one",
  ),
  limit: choice([...RATE_LIMITS, "none"], "the rate limit that counts these requests"),
  retry: choice(
    ["idempotent", "never"],
    "idempotent: V1 may answer when V2 fails, for a repeated request does no harm; never: V1 only when V2 got nothing of it, or for a read",
  ),
  timeout: quantity(duration, "longest wait for an answer", "30s"),
}).transform(({ limit, ...rest }) => ({
  ...rest,
  limit: limit === "none" ? null : limit,
  exact: !rest.path.endsWith("/"),
}));

const rateLimit = (description: string) =>
  map(description, {
    rate: quantity(perMinute, "requests that one client may make"),
    burst: whole(0, 10_000, "requests above the rate that are still answered when they come at once", 20),
  }).transform(({ rate, burst }) => ({ perMinute: rate, burst }));

/** Over a window: at most. */
const ceiling = (description: string, max: ReturnType<typeof quantity>) =>
  map(description, { max, over: quantity(duration, "window that is looked back on", "2m") });

/** Over a window: at least. */
const floor = (description: string, example: string) =>
  map(description, {
    min: quantity(ratio, "smallest value that is no trigger", example),
    over: quantity(duration, "window that is looked back on", "10m"),
  });

/** `stacks/platform.yaml`: what every stage and every place runs. */
export const platformDocument = map("what every stage and every place runs", {
  name: choice(["supersmartmatch"], "name of the Pulumi project"),
  networks: map("who can talk to whom", {
    frontend: network("the public side of the gateway"),
    backend: network("the gateway and the three apps"),
    data: network("the apps and their stores"),
    monitoring: network("whoever measures, and what it measures"),
    operator: network("what an operator opens on 127.0.0.1 of the host"),
    egress: network("what must reach out"),
  }),
  services: map("what runs, and what it may use of the machine", {
    gateway: plain("nginx: TLS, split, fallback, kill switch"),
    v1: serving("the release that is replaced", 5062),
    v2: serving("the release that replaces it", 5070),
    nexten: serving("the matcher that V2 asks", 5052),
    "store-v1": store("the data of V1"),
    "store-v2": store("the data of V2"),
    "data-sync": serving("keeps both stores equal", 8080),
    identity: serving("keeps people signed in on both releases", 8081),
    prometheus: serving("keeps the metrics that the gate asks for", 9090),
    prober: serving("replays labelled requests to both releases, at every stage", 9118),
    "gateway-exporter": serving("turns the gateway's access log into metrics", 9117),
  }),
  routes: list(route, "the longest path that fits wins; other paths answer 404"),
  rateLimits: map("how much one client may ask, by kind of route", {
    api: rateLimit("all of the API that has no limit of its own"),
    auth: rateLimit("logins"),
    matching: rateLimit("matching"),
  }),
  triggers: map("what brings all traffic back to V1 at once, whatever the stage", {
    errorRate: ceiling(
      "share of V2's requests that failed",
      quantity(ratio, "highest value that is no trigger", "5%"),
    ),
    p95: ceiling(
      "answer time of V2 that 95 % of the requests stay within",
      quantity(duration, "highest value that is no trigger", "150ms"),
    ),
    accuracyOfV1: floor("V2's accuracy as a share of V1's", "85%"),
    availability: floor("share of the health checks that V2 passed", "99%"),
  }),
  watch: quantity(duration, "how long a change is watched before it counts as done"),
  metrics: map("how the metrics are kept", {
    scrapeEvery: quantity(duration, "time between two readings", "5s"),
    retention: quantity(days, "how long they are kept"),
  }).transform(({ scrapeEvery, retention }) => ({ scrapeEvery, retentionDays: retention })),
});

/** What every stage and every place runs. Times in seconds, ratios 0..1, memory in MB of 1,048,576 bytes. */
export type Platform = z.infer<typeof platformDocument>;

/** One path of the public address and who answers it. */
export type Route = Platform["routes"][number];

function inMegabytes<Service extends { readonly memory: number }>({ memory: memoryMb, ...rest }: Service) {
  return { ...rest, memoryMb };
}
