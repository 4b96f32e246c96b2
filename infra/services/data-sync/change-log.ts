import { z } from "zod";
import { agreementOf } from "./agreement.ts";
import { documentOf } from "./lenses.ts";
import { lostIt, type Situation, type Write } from "./situation.ts";
import { slotsOf, textIn } from "./slots.ts";
import { ABSENT, print } from "./sync-record.ts";
import { type Fields, otherSide, type Side } from "./transform/types.ts";

/** What V1's app wrote since both sides last agreed: a whole document, some of its fields (null: removed), or a delete. */
const appShape = z.object({
  whole: z.record(z.string(), z.string()).optional(),
  wrote: z.record(z.string(), z.string().nullable()).optional(),
  deleted: z.literal(true).optional(),
});
type AppsWords = z.infer<typeof appShape>;

const lineShape = appShape.extend({
  key: z.string(),
  do: z.enum(["create", "change", "delete", "note", "forget"]),
  /** What stood there before, null for no field. */
  was: z.record(z.string(), z.string().nullable()),
  /** What was written into V1's document. */
  set: z.record(z.string(), z.string()).optional(),
  /** Agreed end of life, ms since 1970; null for none. */
  ends: z.number().nullable(),
});

/** One thing that happened to a document of V1. */
export interface Step {
  /** V1's key. */
  readonly key: string;
  /** Whose app wrote it. */
  readonly origin: Side;
  /** `whole`: the document is what is set and nothing else. */
  readonly do: "whole" | "change" | "delete";
  readonly set: Fields;
  readonly remove: readonly string[];
  /** What stood in V1's document before, as far as the line tells: otherwise, the log lacks something. */
  readonly was: Readonly<Record<string, string | null>>;
  /** New end of life, ms since 1970, null for none; undefined where it stays. */
  readonly ends?: number | null | undefined;
}

/**
 * The line of the change log for a write: what stood there, and what comes, always in V1's own texts, so that V1's
 * documents can be made again from it. Empty for a write that changes no document and tells nothing new of V1's.
 */
export function changeLine(key: string, write: Write, { lens, at }: Pick<Situation, "lens" | "at">): string {
  const { do: what, side, expect, set, expiresAt } = write;
  if (what === "forget") return "";
  const words = what === "delete" ? {} : wordsOfV1({ lens, at }, write);
  if (what === "note" && Object.keys(words).length === 0) return "";
  const written = side === "v1" ? { set } : {};
  return JSON.stringify({
    origin: otherSide(side),
    key,
    do: what,
    was: expect,
    ...written,
    ...words,
    ends: expiresAt,
  });
}

/** What happened to V1's document by a line of the log of a store; nothing for a line that this release did not write. */
export function stepsOf(store: Side, line: string): Step[] {
  const read = lineShape.safeParse(parsed(line));
  const document = read.success ? documentOf(store, read.data.key) : null;
  if (!read.success || document === null || !("lens" in document)) return [];
  const { whole, wrote, deleted, ends, do: what, was, set = {} } = read.data;
  const key = document.keys.v1;
  const step = (origin: Side, change: Partial<Step>): Step => ({
    key,
    origin,
    do: "change",
    set: {},
    remove: [],
    was: {},
    ...change,
  });
  const end = store === "v2" ? { ends } : {};
  const gone = Object.keys(wrote ?? {}).filter((name) => wrote?.[name] === null);
  const words = [
    ...(deleted === true ? [step("v1", { do: "delete" })] : []),
    ...(whole === undefined ? [] : [step("v1", { do: "whole", set: whole, ...end })]),
    ...(wrote === undefined ? [] : [step("v1", { set: withoutNull(wrote), remove: gone, ...end })]),
  ];
  if (store === "v2" && what === "delete") return [...words, step("v1", { do: "delete" })];
  if (store === "v2") return words.length > 0 ? words : [step("v1", { ends })];
  if (what === "delete") return [...words, step("v2", { do: "delete", was })];
  if (what === "create") return [...words, step("v2", { do: "whole", set, ends })];
  const remove = Object.keys(was).filter((name) => !Object.hasOwn(set, name));
  return what === "change" ? [...words, step("v2", { set, remove, was, ends })] : words;
}

function wordsOfV1({ lens, at }: Pick<Situation, "lens" | "at">, write: Write): AppsWords {
  const { fields } = at.v1;
  const agreement = agreementOf({ v1: at.v1.record, v2: at.v2.record });
  if (fields === null) {
    // A document that is made anew with a conflict was deleted here, and the delete lost.
    const lost = write.side === "v1" && write.conflicts.length > 0;
    const both = write.record?.gone === true && agreement?.record.gone !== true;
    return lost || both ? { deleted: true } : {};
  }
  if (agreement === null || agreement.record.gone) return { whole: fields };
  // What a store lost its last moments of is old, whatever it differs from.
  if (lostIt("v1", agreement, at)) return {};
  const { prints } = agreement.record;
  const changed = slotsOf(lens, fields, {}, prints).filter(
    (slot) => print(textIn(slot, "v1", fields)) !== (prints[slot.name] ?? ABSENT)[0],
  );
  if (changed.length === 0) return {};
  const names = changed.flatMap((slot) => slot.names.v1);
  return { wrote: Object.fromEntries(names.map((name) => [name, fields[name] ?? null])) };
}

function withoutNull(texts: Readonly<Record<string, string | null>>): Fields {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
