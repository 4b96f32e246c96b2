import type { ControlOptions } from "../control.ts";
import { SIDES } from "../lens.ts";
import { documentOf } from "../lenses.ts";
import type { KeptConflict } from "../redis/conflict-log.ts";
import type { Side } from "../transform/types.ts";
import { beginning, plain } from "./plain.ts";

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
 * whole. Exit code 1 for another word, a missing key, and a key of which nothing lost.
 */
export async function tellConflicts(options: ControlOptions, use: ConflictsUse): Promise<number> {
  const { stores, print, note } = options;
  const { what, key } = use;
  const told = use.json ? jsonOf : what === "list" ? inShort : what === "show" && key ? atLength : null;
  if (told === null) {
    print(`conflicts must be followed by list, or by show and a key, got ${plain(what)} (SSM-NO-CONFLICT)`);
    return 1;
  }
  let found = 0;
  for (const side of SIDES) {
    let shown = 0;
    for await (const conflict of stores[side].conflicts()) {
      if (key !== undefined && !isOf(side, conflict.key, key)) continue;
      if (shown === MOST) {
        note(`store-${side} keeps older ones, too; of one document: npm run sync -- conflicts show <key>`);
        break;
      }
      shown++;
      print(told(side, conflict));
    }
    found += shown;
  }
  if (found > 0) return 0;
  if (key === undefined) print(use.json ? "[]" : "no value has lost");
  else print(`nothing of ${plain(key)} has lost; npm run sync -- conflicts tells what has (SSM-NO-CONFLICT)`);
  return key === undefined ? 0 : 1;
}

function isOf(side: Side, name: string, key: string): boolean {
  const document = documentOf(side, name);
  if (document === null || !("lens" in document)) return false;
  return SIDES.some((each) => document.keys[each] === key || plain(document.keys[each]) === key);
}

function jsonOf(side: Side, conflict: KeptConflict): string {
  return plain(JSON.stringify({ side, ...conflict }));
}

function inShort(side: Side, conflict: KeptConflict): string {
  const { lost, kept } = conflict;
  return `${headOf(side, conflict)}: ${textOf(lost, SHOWN.list)} lost against ${textOf(kept, SHOWN.list)}`;
}

function atLength(side: Side, conflict: KeptConflict): string {
  const { lost, kept, why } = conflict;
  return [
    `${headOf(side, conflict)}: ${plain(why)}`,
    `  lost: ${textOf(lost, SHOWN.show)}`,
    `  kept: ${textOf(kept, SHOWN.show)}`,
  ].join("\n");
}

function headOf(side: Side, { key, field, at }: KeptConflict): string {
  const what = field === null ? "the document" : beginning(field, SHOWN.list);
  return `${new Date(at).toISOString()} ${side} ${plain(key)} ${what}`;
}

function textOf(text: string | null, most: number): string {
  return text === null ? "nothing" : beginning(text, most);
}
