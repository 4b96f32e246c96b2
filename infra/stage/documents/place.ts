import { z } from "zod";
import { hostBitsHint, isAddress, isNetwork } from "../addresses.ts";
import { choice, list, map, port, quantity, text, whole } from "../fields.ts";
import { duration } from "../units.ts";

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

const publish = map("what the host machine offers to the outside", {
  address: text({
    pattern: /^\d{1,3}(\.\d{1,3}){3}$/,
    expected: "an IPv4 address",
    description: "where the gateway listens; 0.0.0.0 is everywhere",
    example: "127.0.0.1",
    isValid: isAddress,
  }),
  http: port("port that only redirects to https", 80),
  https: port("port that serves the platform", 443),
  prometheus: port("port of Prometheus, on 127.0.0.1 only", 9090),
});

const shorten = map("a rehearsal's shorter times; bounds never change", {
  hold: quantity(duration, "no hold is longer", "30s").optional(),
  window: quantity(duration, "no window of a gate or trigger is longer", "20s").optional(),
  watch: quantity(duration, "no watch after a change is longer", "15s").optional(),
  day: quantity(duration, "length of one day of the schedule", "1s").optional(),
  scrapeEvery: quantity(duration, "time between two readings of the metrics", "1s").optional(),
});

const place = map("where the platform runs and how it is reached", {
  target: choice(["docker"], "what runs the containers"),
  host: text({
    pattern: HOST,
    expected: "a host name",
    description: "public name of the platform and of its certificate",
    example: "api.example.com",
    // Whoever reads a name that ends in a number takes it for an address, and no certificate names one so.
    isValid: (host) => !/\.\d+$/.test(host),
  }),
  images: choice(
    ["build", "lock"],
    "build: made here from Debian packages; lock: those that images.lock.yaml names",
  ),
  certificate: choice(
    ["lab", "files"],
    "lab: signed by an authority made here, for tests only; files: certificate and key are brought by the operator",
  ),
  publish,
  shorten: shorten.prefault({}),
  trustedProxies: list(
    text({
      pattern: /^(engine-host|[0-9a-f.:]+(\/\d{1,3})?)$/,
      expected: "an address, a network or engine-host",
      description: "engine-host is the machine that runs the containers",
      example: "engine-host",
      isValid: (proxy) => proxy === "engine-host" || isAddress(proxy) || isNetwork(proxy),
      hint: hostBitsHint,
    }),
    "who may name the client's address in X-Forwarded-For",
  ),
  unlimited: list(
    text({
      pattern: /^[0-9a-f.:]+\/\d{1,3}$/,
      expected: "a network",
      description: "a network",
      example: "198.18.0.0/15",
      // Everybody is a network, too: why it may not stand here is told with the reason.
      isValid: (network) => isNetwork(network) || /^(0\.0\.0\.0|::)\/0$/.test(network),
      hint: hostBitsHint,
    }),
    "clients without rate limits",
  ),
  snapshots: map("copies of both stores, taken before each stage change", {
    keep: whole(2, 1_000, "the newest ones that are kept", 10),
  }),
});

const writtenByPulumi = text({
  pattern: /\S/,
  expected: "a text",
  description: "written by Pulumi itself",
  example: "v1:…",
}).optional();

/** What `pulumi config set --secret` writes; only the Pulumi program reads it. */
const setByPulumi = z
  .strictObject({ secure: z.string().meta({ description: "the encrypted value" }) })
  .optional()
  .meta({ description: "certificate or key of the public host, encrypted by pulumi config set --secret" });

/** A file `stacks/Pulumi.<place>.yaml`. */
export const placeDocument = map("a place: one Pulumi stack", {
  config: map("settings of the Pulumi stack", {
    "supersmartmatch:stage": text({
      pattern: /^\d{3}-[a-z][a-z-]*$/,
      expected: "the name of a stage file",
      description:
        "the stage that up leads to; in the lab only where a new instance starts, which then keeps its own",
      example: "000-baseline",
    }),
    "supersmartmatch:place": place,
    "supersmartmatch:tlsCertificate": setByPulumi,
    "supersmartmatch:tlsKey": setByPulumi,
  }),
  encryptionsalt: writtenByPulumi,
  encryptedkey: writtenByPulumi,
  secretsprovider: writtenByPulumi,
});

/** Where the platform runs. Times in seconds; an absent time of `shorten` is not shortened. */
export type Place = z.infer<typeof place> & {
  /** `lab` for `Pulumi.lab.yaml`. */
  readonly name: string;
  /** The stage that up leads to; in the lab only where a new instance starts, which then keeps its own. */
  readonly stage: string;
};
