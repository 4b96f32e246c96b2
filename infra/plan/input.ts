import type { Place, Platform, Stage } from "../stage/schema.ts";
import { addressOf, type ServiceName } from "./addressing.ts";

/** Everything a plan is computed from. */
export interface PlanInput {
  readonly stage: Stage;
  /** Names of all stages in order. */
  readonly ladder: readonly string[];
  readonly platform: Platform;
  readonly place: Place;
  readonly instance: string;
  /** Image references by service name. */
  readonly images: Readonly<Record<string, string>>;
}

/** Every image that a plan needs. */
export const IMAGE_NAMES = [
  "nginx",
  "redis",
  "prometheus",
  "v1",
  "v2",
  "nexten",
  "prober",
  "gateway-exporter",
  "data-sync",
  "identity",
  "keeper",
] as const;

/** The networks a service is on, with its fixed address in each; throws when platform.yaml lacks one. */
export function onNetworks(input: PlanInput, service: ServiceName, names: readonly NetworkName[]) {
  return names.map((name) => ({ name, address: addressOf(service, input.platform.networks[name].subnet) }));
}

export type NetworkName = keyof Platform["networks"];

/** The image of a service; throws when neither the lab built it nor images.lock.yaml names it. */
export function imageOf(input: PlanInput, name: (typeof IMAGE_NAMES)[number]): string {
  const image = input.images[name];
  if (image === undefined) {
    const fix =
      input.place.images === "build"
        ? "run `npm start` once, it builds the lab's images"
        : "add it to stacks/images.lock.yaml";
    throw new Error(`no image is known for ${name}; ${fix}`);
  }
  return image;
}
