import type { Write } from "../../../../infra/services/data-sync/situation.ts";
import type { Fields, Side } from "../../../../infra/services/data-sync/transform/types.ts";
import type { Stored } from "./memory-store.ts";

/** Slots of the plain lens: its fields by side. */
const SLOTS: readonly Readonly<Record<Side, readonly string[]>>[] = [
  { v1: ["titre"], v2: ["title"] },
  { v1: ["annees", "experience"], v2: ["years"] },
  { v1: ["seul"], v2: [] },
  { v1: [], v2: ["only"] },
];

/** What is known of a delete at the moment it is made. */
export interface Delete {
  /** data-sync heard of it, and knows it until it carried it or dies. */
  readonly isHeard: boolean;
  /** When it looks like an expiry, to somebody who has not heard of it: the agreed end of life. */
  readonly until: number;
  /** Values without a partner that the record tells of: what is deleted held them too. */
  readonly known: readonly number[];
  /** How many changes the store had seen. */
  readonly moment: number;
}

/** An app removed values, alone or with the whole document, and had seen them. */
interface Removal extends Omit<Delete, "known"> {
  readonly side: Side;
  readonly key: string;
  readonly seen: Set<number>;
  /** What stood there at that moment. */
  readonly stood: readonly number[];
  readonly whole: boolean;
  /** Both sides know of it. */
  isAgreed: boolean;
}

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
  private removals: Removal[] = [];
  /** Keys whose agreement a store lost, until they are agreed on anew: there a delete may be such a loss. */
  private readonly unproven: Readonly<Record<Side, Set<string>>> = { v1: new Set(), v2: new Set() };

  constructor(clock: () => number) {
    this.clock = clock;
  }

  /** An app replaced what was stored; null for nothing. */
  wrote(side: Side, key: string, was: Fields | null, is: Fields): void {
    // A document that is made again lacks what the deleted one had: to its other side that is a change.
    const deleted = this.removals.findLast((one) => one.whole && one.side === side && one.key === key);
    const lacking = was === null ? (deleted?.stood ?? []) : [];
    const removed = SLOTS.flatMap((slot) => {
      const [old, now] = [valueIn(slot[side], was), valueIn(slot[side], is)];
      if (now !== null && now !== old) this.before.set(now, this.withPast(old));
      return now === null && old !== null ? [old] : [];
    });
    this.remove(side, key, [...removed, ...lacking], false, {
      isHeard: false,
      until: 0,
      known: [],
      moment: 0,
    });
  }

  /** An app deleted a document. */
  deleted(side: Side, key: string, was: Fields, told: Delete): void {
    const stood = SLOTS.flatMap((slot) => valueIn(slot[side], was) ?? []);
    this.remove(side, key, stood, true, told);
  }

  private remove(side: Side, key: string, stood: readonly number[], whole: boolean, told: Delete): void {
    if (stood.length === 0) return;
    const { isHeard, known, moment } = told;
    const seen = new Set([...stood.flatMap((value) => [...this.withPast(value)]), ...known]);
    // Fields that it removed before, it had seen too.
    if (whole)
      for (const one of this.removals)
        if (!one.whole && one.side === side && one.key === key && !one.isAgreed)
          for (const value of one.seen) seen.add(value);
    const until = this.unproven[side].has(key) ? 0 : told.until;
    this.removals.push({ side, key, seen, stood, whole, isHeard, until, moment, isAgreed: false });
  }

  /** The store lost what came after a moment, deletes too; other deletes that it cannot prove bind who heard of them. */
  forgot(side: Side, moment: number, cannotProve: readonly string[]): void {
    this.removals = this.removals.map((one) => {
      // It does not know any more of fields that the other side removed.
      if (one.side !== side) return { ...one, isAgreed: false };
      if (one.moment > moment) return { ...one, isHeard: false, until: 0 };
      return cannotProve.includes(one.key) ? { ...one, until: 0 } : one;
    });
    for (const key of cannotProve) this.unproven[side].add(key);
  }

  /** data-sync died, and with it what it had only heard. */
  crashed(): void {
    this.removals = this.removals.map((one) => ({ ...one, isHeard: false }));
  }

  /** An operator said which store is right after a loss: nothing that is missing counts as deleted. */
  restarted(keys: readonly string[]): void {
    for (const unproven of Object.values(this.unproven)) for (const key of keys) unproven.add(key);
    this.removals = this.removals.map((one) => ({ ...one, isHeard: false, until: 0 }));
  }

  /** Both sides know everything of each other. */
  lookedThrough(): void {
    for (const removal of this.removals) removal.isAgreed = true;
    for (const unproven of Object.values(this.unproven)) unproven.clear();
  }

  /** data-sync replaced what was stored. */
  synced(side: Side, key: string, was: Stored | null, is: Stored | null, write: Write): void {
    const { conflicts, record } = write;
    if (record !== null) for (const unproven of Object.values(this.unproven)) unproven.delete(key);
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

  /**
   * What is alive after data-sync has looked at it must not have been deleted by an app that knew all of it. To remove
   * a field is a change that the delete on the other side may not have seen either. A delete that lost binds no longer.
   */
  judgeAlive(key: string, documents: readonly Fields[], sides: readonly Side[] = ["v1", "v2"]): void {
    const values = documents.flatMap((fields) => Object.values(fields).flatMap(numbersIn));
    if (values.length === 0) return;
    const own = this.removals.filter((one) => one.key === key);
    const isJudged = ({ whole, side }: Removal) => whole && sides.includes(side);
    const knewAll = ({ side, seen }: Removal) =>
      values.every((value) => seen.has(value)) &&
      !own.some(
        (one) =>
          !one.whole && !one.isAgreed && one.side !== side && [...seen].some((value) => one.seen.has(value)),
      );
    const deleted = own.find(
      (one) => isJudged(one) && (one.isHeard || this.clock() < one.until) && knewAll(one),
    );
    if (deleted !== undefined)
      this.violations.push(`${key}: deleted in ${deleted.side}, is alive as ${values}`);
    this.removals = this.removals.map((one) =>
      one.key === key && isJudged(one) ? { ...one, isHeard: false, until: 0 } : one,
    );
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

/** The numbers of the values in a text. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(/#(\d+)/g)].map(([, digits]) => Number(digits));
}
