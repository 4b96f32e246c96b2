import type { PlanInput } from "./plan/input.ts";
import { placeInstance } from "./stage/instance.ts";
import { loadStacks, type Stacks } from "./stage/load.ts";
import { alternatives, nearest } from "./stage/nearest.ts";
import { InputError } from "./stage/problem.ts";
import type { Images, Stage } from "./stage/schema.ts";

/** What a place is asked to be; everything left out is as the place's own file says. */
export interface Wanted {
  /** The folder of the YAML files. */
  readonly stacks: string;
  readonly place: string;
  readonly stage?: string | undefined;
  readonly instance?: string | undefined;
  readonly slot?: number | undefined;
  /** References of the images built on this machine. */
  readonly images?: Readonly<Record<string, string>> | undefined;
}

/** Reads and checks the YAML files and picks the stage. Throws InputError with every mistake. */
export function loadPlanInput(wanted: Wanted): PlanInput {
  const read = loadStacks({ dir: wanted.stacks, place: wanted.place });
  const instance = wanted.instance ?? wanted.place;
  const { platform, place } = placeInstance(read, { instance, slot: wanted.slot ?? 0 });
  const stage = pickStage(read, wanted.stage ?? place.stage);
  return {
    stage,
    ladder: read.stages.map(({ name }) => name),
    platform,
    place,
    instance,
    images: place.images === "build" ? (wanted.images ?? {}) : references(read.images),
  };
}

function pickStage({ stages }: Stacks, name: string): Stage {
  const found = stages.find((stage) => stage.name === name);
  if (found !== undefined) return found;
  const names = stages.map((stage) => stage.name);
  const guess = nearest(name, names);
  throw new InputError([
    `stage must be ${alternatives(names)}, got "${name}"${guess === null ? "" : `; did you mean ${guess}?`}`,
  ]);
}

function references(images: Images): Record<string, string> {
  const pairs = Object.entries(images).map(([key, { name, tag, digest }]) => [
    key,
    `${name}:${tag}@${digest}`,
  ]);
  return Object.fromEntries(pairs);
}
