import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import type { KeptConflict } from "../redis/conflict-log.ts";
import type { Side } from "../transform/types.ts";
import { refuse } from "./answers.ts";
import { isMeant } from "./meant.ts";

/** What to tell, of which document: the newest of all without a key, which either store's name of it is. */
export interface ConflictsUse {
  readonly what: string;
  readonly key: string | undefined;
  readonly json: boolean;
}

/** Most values of each store. */
const MOST = 100;
/** Most characters of a value, for people. */
const SHOWN = { list: 60, show: 2_000 };

/**
 * Tells the values that lost, newest first: in short, or with `show` those of one document at length; `json` tells them
 * whole. Then the stores that keep older ones. Exit code 1 for another word, a missing key, and a key of which nothing lost.
 */
export async function tellConflicts(options: ControlOptions, use: ConflictsUse): Promise<number> {
  const { stores, tell } = options;
  const { what, key, json } = use;
  if (what !== "list" && !(what === "show" && key)) return refuse(options, "conflictUse", what);
  const older: Side[] = [];
  let found = 0;
  for (const side of SIDES) {
    let shown = 0;
    for await (const conflict of stores[side].conflicts()) {
      if (key !== undefined && !isMeant(side, conflict.key, key)) continue;
      if (shown === MOST) {
        older.push(side);
        break;
      }
      shown++;
      tell({ side, ...(json ? conflict : shortened(conflict, SHOWN[what])) });
    }
    found += shown;
  }
  if (found === 0 && key !== undefined) return refuse(options, "noConflict", key);
  tell({ older });
  return 0;
}

/** Only the beginning of each value, which may have a million characters, and how many it has. */
function shortened(conflict: KeptConflict, most: number): object {
  const { lost, kept } = conflict;
  return {
    ...conflict,
    lost: lost?.slice(0, most) ?? null,
    kept: kept?.slice(0, most) ?? null,
    characters: { lost: lost?.length ?? 0, kept: kept?.length ?? 0 },
  };
}
