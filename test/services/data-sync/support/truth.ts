import type { Write } from "../../../../infra/services/data-sync/situation.ts";
import { type Fields, otherSide, type Side } from "../../../../infra/services/data-sync/transform/types.ts";
import type { Stored } from "./memory-store.ts";

/** Slots of the plain lens: its fields by side. */
const SLOTS: readonly Readonly<Record<Side, readonly string[]>>[] = [
  { v1: ["titre"], v2: ["title"] },
  { v1: ["annees", "experience"], v2: ["years"] },
  { v1: ["seul"], v2: [] },
  { v1: [], v2: ["only"] },
];

/** Whether data-sync heard of a delete, and until when it must know of it all the same. */
export interface Told {
  readonly isHeard: boolean;
  readonly until: number;
}
const UNTOLD: Told = { isHeard: false, until: Number.POSITIVE_INFINITY };

/**
 * Knows what the apps wrote, in which order, and what each of them could see when it wrote: every value holds a
 * number of its own. Judges each write of data-sync by that, independently of how data-sync decides.
 */
export class Truth {
  readonly violations: string[] = [];
  private readonly clock: () => number;
  /** Value -> every value that had stood in its place before, on whichever side. */
  private readonly before = new Map<number, ReadonlySet<number>>();
  private readonly logged = new Set<number>();
  /** Values that an app removed, alone or with the whole document, and had seen. */
  private removals: {
    side: Side;
    key: string;
    seen: ReadonlySet<number>;
    whole: boolean;
    /** Binds data-sync until then: an unheard delete looks like an expiry after the agreed end of life. */
    until: number;
  }[] = [];
  /** Stores that lost something and were not looked through since: a delete that nobody told of may be such a loss. */
  private readonly shaken = new Set<Side>();
  private readonly lostOnce = new Set<Side>();

  /** Values without a partner, by key: the other side knows of them through the record. */
  private readonly remembered = new Map<string, readonly number[]>();

  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** An app replaced what was stored, or deleted it with null. */
  wrote(side: Side, key: string, was: Fields | null, is: Fields | null, told = UNTOLD): void {
    const gone = new Set<number>();
    for (const slot of SLOTS) {
      const [old, now] = [valueIn(slot[side], was), valueIn(slot[side], is)];
      if (now !== null && now !== old) this.before.set(now, this.withPast(old));
      if (now === null && old !== null) for (const value of this.withPast(old)) gone.add(value);
    }
    if (is === null) for (const value of this.remembered.get(key) ?? []) gone.add(value);
    const until = this.shaken.has(side) && !told.isHeard ? 0 : told.until;
    if (gone.size > 0) this.removals.push({ side, key, seen: gone, whole: is === null, until });
  }

  /**
   * The store lost its last moments: deletes that it forgot bind nobody. Where the other store had lost something
   * before, the proof of its own deletes may have been among what is lost now.
   */
  forgot(side: Side): void {
    this.removals = this.removals.map((removal) =>
      removal.side === side || this.lostOnce.has(removal.side) ? { ...removal, until: 0 } : removal,
    );
    this.lostOnce.add(side);
    this.shaken.add(side);
  }

  /** data-sync died: what it had only heard of a store that lost something, nobody knows any more. */
  crashed(): void {
    this.removals = this.removals.map((removal) =>
      this.shaken.has(removal.side) ? { ...removal, until: 0 } : removal,
    );
  }

  /** Every key was looked at. */
  lookedThrough(): void {
    this.shaken.clear();
  }

  /** data-sync replaced what was stored. */
  synced(side: Side, key: string, was: Stored | null, is: Stored | null, write: Write): void {
    const { conflicts, record } = write;
    if (record !== null) this.remembered.set(key, numbersIn(JSON.stringify(record.memory)));
    for (const { lost, kept } of conflicts)
      for (const text of [lost, kept]) for (const value of numbersIn(text ?? "")) this.logged.add(value);
    for (const slot of SLOTS) {
      const [old, now] = [valueIn(slot[side], was?.fields ?? null), valueIn(slot[side], is?.fields ?? null)];
      if (old !== null && old !== now) this.judgeLoss(side, key, old, now);
    }
  }

  private judgeLoss(side: Side, key: string, old: number, now: number | null): void {
    const isOlder = now !== null && this.before.get(now)?.has(old) === true;
    const isRemoved = this.removals.some((removal) => removal.seen.has(old));
    if (isOlder || isRemoved || this.logged.has(old)) return;
    this.violations.push(`${side} ${key}: ${old} was overwritten by ${now}, which never saw it`);
  }

  /** What is alive when data-sync has nothing left to do must not have been deleted by an app that knew all of it. */
  judgeAlive(key: string, documents: readonly Fields[]): void {
    // To remove a field is a change that a delete may not have seen either.
    if (this.removals.some(({ whole, key: one }) => !whole && one === key)) return;
    const values = documents.flatMap((fields) => Object.values(fields).flatMap(numbersIn));
    const deleted = this.removals.find(
      ({ seen, whole, until, key: one }) =>
        whole && this.clock() < until && one === key && values.every((value) => seen.has(value)),
    );
    if (deleted !== undefined && values.length > 0)
      this.violations.push(`${key}: deleted in ${deleted.side}, is alive as ${values}`);
  }

  private withPast(value: number | null): ReadonlySet<number> {
    return value === null ? new Set() : new Set([value, ...(this.before.get(value) ?? [])]);
  }
}

/** The number in a slot of a document, null when it is empty. */
function valueIn(names: readonly string[], fields: Fields | null): number | null {
  const name = names.find((each) => fields !== null && Object.hasOwn(fields, each));
  return name === undefined ? null : (numbersIn(fields?.[name] ?? "")[0] ?? null);
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/#(\d+)/g)].map(([, digits]) => Number(digits));
}

/** The same key on the other side. */
export function partnerOf(side: Side, key: string): string {
  return otherSide(side) === "v1" ? key.replace("job:", "offer:") : key.replace("offer:", "job:");
}
