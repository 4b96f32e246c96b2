import type { z } from "zod";
import { flag, map, text } from "../fields.ts";

/** A registry's host may come first, with its port; without one the name is Docker Hub's. */
const NAME = /^([a-z0-9]+([.-][a-z0-9]+)*(:\d{1,5})?\/)?[a-z0-9]+(([._/]|__|-+)[a-z0-9]+)*$/;

const image = (description: string, example: string) =>
  map(description, {
    name: text({
      pattern: NAME,
      expected: "an image name without a tag",
      description: "name without tag, with the registry's host before it unless that is Docker Hub",
      example,
    }),
    tag: text({
      pattern: /^\w[\w.-]{0,127}$/,
      expected: "an image tag",
      description: "for people; the digest decides",
      example: "1.0.0",
    }),
    digest: text({
      pattern: /^sha256:[0-9a-f]{64}$/,
      expected: "sha256: and 64 lower-case hex digits",
      description: "the content itself: the same digest is always the same image",
      example: `sha256:${"0123456789abcdef".repeat(4)}`,
    }),
    verified: flag(
      "true once the digest was seen in the image's own registry; false is refused at preview",
      false,
    ),
    source: text({
      pattern: /\S/,
      expected: "a text",
      description: "where the digest was read",
      example: "printed by our build pipeline",
    }),
  });

/** `stacks/images.lock.yaml`: every image that production runs, by content. */
export const imagesDocument = map("every image that production runs, by content", {
  nginx: image("the gateway", "nginx"),
  redis: image("both stores", "redis"),
  prometheus: image("the metrics", "prom/prometheus"),
  node: image("what our own images are built on", "node"),
  v1: image("the release that is replaced", "supersmartmatch/v1"),
  v2: image("the release that replaces it", "supersmartmatch/v2"),
  nexten: image("the matcher that V2 asks", "nexten/matcher"),
  prober: image("the prober", "supersmartmatch/prober"),
  "data-sync": image("the service that keeps both stores equal", "supersmartmatch/data-sync"),
  identity: image("the service that keeps people signed in", "supersmartmatch/identity"),
  "gateway-exporter": image("the gateway's exporter", "supersmartmatch/gateway-exporter"),
  keeper: image("what holds the volumes", "supersmartmatch/keeper"),
});

/** Every image that production runs, by content. */
export type Images = z.infer<typeof imagesDocument>;

/** One image of the lock. */
export type Image = Images[keyof Images];
