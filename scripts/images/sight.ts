import { text } from "../messages/messages.ts";
import type { Entry } from "./chosen.ts";
import type { Registries } from "./registries.ts";
import { registryAddress } from "./registry-address.ts";
import { DeniedError, RegistryError } from "./registry-error.ts";

/**
 * What its own registry says about an image of the lock. current: its tag stands for this digest; stale: the digest is
 * there, the tag is gone or stands for another one; missing: the digest is not shown; unknown: nobody can tell.
 */
export type State = "current" | "stale" | "missing" | "unknown";

/** One image of the lock beside its registry. */
export interface Sight {
  readonly image: string;
  /** `nginx:1.30.5` */
  readonly tag: string;
  readonly digest: string;
  readonly registry: string;
  /** What the lock says: true once the digest was seen in this registry. */
  readonly verified: boolean;
  readonly state: State;
  /** What the tag stands for now; null when it is not there or nobody can tell. */
  readonly tagDigest: string | null;
  /** Why it is not current, in words; null when it is. */
  readonly reason: string | null;
}

/** Looks one image up, by tag and, if that stands for something else, by digest. Never rejects because of a registry. */
export async function look([image, entry]: Entry, registries: Registries): Promise<Sight> {
  const { name, tag, digest, verified } = entry;
  const { registry } = registryAddress(name);
  const sight = { image, tag: `${name}:${tag}`, digest, registry, verified };
  try {
    const tagDigest = await registries.digestOf(name, tag);
    if (tagDigest === digest) return { ...sight, state: "current", tagDigest, reason: null };
    const { noTag, tagIs, noDigest } = text.images;
    const now = tagDigest === null ? noTag(sight.tag) : tagIs(sight.tag, tagDigest);
    const isThere = (await registries.digestOf(name, digest)) !== null;
    if (isThere) return { ...sight, state: "stale", tagDigest, reason: now };
    return { ...sight, state: "missing", tagDigest, reason: noDigest(registry, now) };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    const state = error instanceof DeniedError ? "missing" : "unknown";
    return { ...sight, state, tagDigest: null, reason: error.message };
  }
}

/** Whether the digest was found in its own registry just now. */
export function isSeen({ state }: Sight): boolean {
  return state === "current" || state === "stale";
}

/** A line for each image, for people. */
export function sightLines(sights: readonly Sight[]): string[] {
  const { states, unverified } = text.images;
  const width = Math.max(...sights.map(({ image }) => image.length));
  const longest = Math.max(...Object.values(states).map((state) => unverified(state).length));
  return sights.map((sight) => {
    const state = states[sight.state];
    const words = sight.verified ? state : unverified(state);
    const { image, reason } = sight;
    return `${image.padEnd(width)}  ${reason === null ? words : `${words.padEnd(longest)}  ${reason}`}`;
  });
}
