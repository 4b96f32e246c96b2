import { randomUUID } from "node:crypto";
import { restart } from "../attach.ts";
import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import { otherSide, type Side } from "../transform/types.ts";
import { plain } from "./plain.ts";
import { reasons } from "./status.ts";

/** Writes nothing any more in either store. Exit code 1 without a reason. */
export async function freezeBoth(
  { stores, print }: ControlOptions,
  { reason, dryRun }: { readonly reason: string; readonly dryRun: boolean },
): Promise<number> {
  if (reason.trim() === "") {
    print("--reason must say why, for whoever finds both stores frozen; nothing was changed (SSM-INPUT)");
    return 1;
  }
  if (dryRun) print("nothing would be written in either store any more");
  else {
    await Promise.all(SIDES.map((side) => stores[side].freeze(reason)));
    print(
      `frozen: nothing is written in either store until npm run sync -- unfreeze (reason: ${plain(reason)})`,
    );
  }
  return 0;
}

/** What the person who looked has found. */
export interface Thaw {
  /** The store that is right after a loss. */
  readonly from?: Side;
  readonly allowDeletes: boolean;
  readonly dryRun: boolean;
}

/** Goes on after a freeze. A store that lost its history needs a person who says which one is right: exit code 1. */
export async function thaw(options: ControlOptions, { from, allowDeletes, dryRun }: Thaw): Promise<number> {
  const { stores, print } = options;
  const { broken, frozen } = await reasons(stores);
  if (broken.length > 0 && from === undefined) {
    print(
      `${broken.join("; ")}: say whose data are right with --from v1 or --from v2; nothing was changed (SSM-SYNC-DIRECTION)`,
    );
    return 1;
  }
  if (dryRun) {
    const why = [...broken, ...frozen];
    print(why.length === 0 ? "nothing is frozen" : plain(`frozen: ${why.join("; ")}`));
  }
  const would = (text: string) => print(dryRun ? `then ${text}` : text);
  if (from !== undefined) {
    if (!dryRun) await restart(stores, from, randomUUID);
    would(
      `store-${from} is right: what store-${otherSide(from)} lacks is put back, values that differ there lose and are kept as conflicts, what was deleted stays deleted`,
    );
    return 0;
  }
  if (!dryRun) {
    if (allowDeletes) await stores.v1.allowDeletes();
    await Promise.all(SIDES.map((side) => stores[side].freeze(null)));
  }
  would(
    allowDeletes
      ? "changes are carried again, and as many deletes as the next pass finds"
      : "changes are carried again",
  );
  return 0;
}
