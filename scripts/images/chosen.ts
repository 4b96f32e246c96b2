import { loadImages } from "../../infra/stage/load.ts";
import { alternatives, nearest } from "../../infra/stage/nearest.ts";
import type { Image } from "../../infra/stage/schema.ts";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { LOCK } from "./lock-file.ts";
import type { Registries } from "./registries.ts";

/** Where the lock is, whom to ask for digests, and the day it is. */
export interface ImagesContext {
  /** The folder of the YAML files. */
  readonly dir: string;
  readonly registries: Registries;
  readonly today: Date;
}

/** One entry of the lock with its name. */
export type Entry = readonly [name: string, image: Image];

/** The entries of these names, all of them without any, in the order of the lock. Throws when one is not there. */
export function chosenImages(dir: string, names: readonly string[]): Entry[] {
  const all = Object.entries(loadImages(dir));
  const known = all.map(([name]) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const guess = nearest(name, known);
    const { unknownImage, or, didYouMean } = text.images;
    const fix = guess === null ? "" : didYouMean(guess);
    const message = unknownImage(LOCK, alternatives(known, or), JSON.stringify(name), fix);
    throw new CommandError("SSM-NO-IMAGE", EXIT.wrongUse, message);
  }
  return names.length === 0 ? all : all.filter(([name]) => names.includes(name));
}
