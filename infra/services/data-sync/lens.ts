import type { Carried, Fields, Memory, Side } from "./transform/types.ts";

/** Both releases, V1 first. */
export const SIDES = ["v1", "v2"] as const;

/** How the documents of one kind look from both sides. Pure; never throws. */
export interface Lens {
  readonly name: string;
  /** Names of the fields that say the same, by side, the usual one first. A field named here by no pair has no partner. */
  readonly pairs: readonly Readonly<Record<Side, readonly [string, ...string[]]>>[];
  carry(from: Side, fields: Fields, memory: Memory): Carried;
}
