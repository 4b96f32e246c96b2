import { randomUUID } from "node:crypto";
import { restart } from "../attach.ts";
import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { Side } from "../transform/types.ts";
import { refuse } from "./answers.ts";
import { reasons } from "./status.ts";

/** Writes nothing any more in either store, and tells the reasons that this one replaces. Exit code 1 without a reason. */
export async function freezeBoth(
  options: ControlOptions,
  { reason, dryRun }: { readonly reason: string; readonly dryRun: boolean },
): Promise<number> {
  const { stores, tell } = options;
  if (reason.trim() === "") return refuse(options, "noReason");
  const { frozen } = await reasons(stores);
  if (!dryRun) await Promise.all(SIDES.map((side) => stores[side].freeze(reason)));
  tell({ reason, replaced: frozen.filter((before) => before !== reason), dryRun });
  return 0;
}

/** What the person who looked has found. */
export interface Thaw {
  /** The store that is right after a loss. */
  readonly from?: Side;
  readonly allowDeletes: boolean;
  readonly dryRun: boolean;
}

/**
 * Goes on after a freeze, and tells what was frozen and what comes now. A store that lost its history needs a person who
 * says which one is right: exit code 1.
 */
export async function thaw(options: ControlOptions, { from, allowDeletes, dryRun }: Thaw): Promise<number> {
  const { stores, tell } = options;
  const { broken, frozen } = await reasons(stores);
  if (broken.length > 0 && from === undefined) return refuse(options, "noDirection", broken.join("; "));
  if (!dryRun && from !== undefined) await restart(stores, from, randomUUID);
  if (!dryRun && from === undefined) {
    if (allowDeletes) await stores.v1.allowDeletes();
    await Promise.all(SIDES.map((side) => stores[side].freeze(null)));
  }
  tell({ frozen: [...broken, ...frozen], from: from ?? null, allowDeletes, dryRun });
  return 0;
}
