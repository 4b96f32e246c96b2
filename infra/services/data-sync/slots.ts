import type { Lens } from "./lens.ts";
import { type Pair, print, type SyncRecord } from "./sync-record.ts";
import type { Fields, Side } from "./transform/types.ts";

/** A place for a value: the fields of both sides that say the same, or a field without a partner. */
export interface Slot {
  /** V1's usual name; of a field that V2 alone has, its name after a `>`. */
  readonly name: string;
  /** Names by side; empty on the side that has no such field. */
  readonly names: Readonly<Record<Side, readonly string[]>>;
}

/** Every slot of the kind, and one for each further field that the documents or the record name. */
export function slotsOf(lens: Lens, v1: Fields, v2: Fields, known: SyncRecord["prints"]): Slot[] {
  const paired = pairedSlots(lens);
  const more = [
    ...Object.keys(v1).filter((field) => !paired.names.v1.has(field)),
    ...Object.keys(v2)
      .filter((field) => !paired.names.v2.has(field))
      .map((field) => `>${field}`),
    ...Object.keys(known).filter((name) => !paired.names.v1.has(name)),
  ];
  return more.length === 0 ? paired.slots : [...paired.slots, ...[...new Set(more)].map(alone)];
}

/** The text in a slot; where the field has another than its usual name, the names too. Undefined for no field. */
export function textIn(slot: Slot, side: Side, fields: Fields): string | undefined {
  const names = slot.names[side];
  const there = names.filter((name) => Object.hasOwn(fields, name));
  const [first] = there;
  if (first === undefined) return undefined;
  if (there.length === 1 && first === names[0]) return fields[first];
  return JSON.stringify(there.map((name) => [name, fields[name]]));
}

/** What stands in a slot now. */
export function printsOf(slot: Slot, v1: Fields, v2: Fields): Pair {
  const texts = [textIn(slot, "v1", v1), textIn(slot, "v2", v2)] as const;
  const first = print(texts[0]);
  return [first, texts[0] === texts[1] ? first : print(texts[1])];
}

interface PairedSlots {
  readonly slots: Slot[];
  readonly names: Readonly<Record<Side, ReadonlySet<string>>>;
}

const cache = new WeakMap<Lens["pairs"], PairedSlots>();

function pairedSlots({ pairs }: Lens): PairedSlots {
  const known = cache.get(pairs);
  if (known !== undefined) return known;
  const slots = pairs.map((names) => ({ name: names.v1[0], names }));
  const all = (side: Side) => new Set(pairs.flatMap((names) => names[side]));
  const made = { slots, names: { v1: all("v1"), v2: all("v2") } };
  cache.set(pairs, made);
  return made;
}

function alone(name: string): Slot {
  return name.startsWith(">")
    ? { name, names: { v1: [], v2: [name.slice(1)] } }
    : { name, names: { v1: [name], v2: [] } };
}
