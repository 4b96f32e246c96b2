import type { ListName } from "./documents.ts";
import { type Entry, type Group, isCareless, type Outcome, type Write } from "./entry.ts";

/** The marks of a list in their order; null when the document is not there, which the first list alone tells. */
export type Marks = readonly string[] | null;

/** What the log says of one list of one document. */
export interface Register {
  /** Every content that fits the log: more than one only after a write of which nobody knows what became. */
  alternatives: readonly Marks[];
  readonly acknowledged: Set<string>;
  readonly refused: Set<string>;
}

/** What the log says of one document. */
export interface Expected {
  readonly kind: Write["kind"];
  readonly id: string;
  readonly group: Group;
  readonly lists: Readonly<Record<ListName, Register>>;
}

/** How the writes of a log ended. */
export type Counts = Record<Outcome, number>;

/** What must be found, read off the writers' log alone. */
export interface Model {
  readonly documents: ReadonlyMap<string, Expected>;
  readonly counts: Readonly<Counts>;
  /** Takes the next line. A write without a line about its end is unknown. */
  take(entry: Entry): void;
  /** After the last line. */
  end(): void;
}

/**
 * Follows each list through its writes. Only its own writer changes a list, one write at a time, and after an unknown
 * write it waits until that one can no longer take effect: so each line leaves one content, or two after an unknown one.
 */
export function createModel(): Model {
  const documents = new Map<string, Expected>();
  const counts: Counts = { acknowledged: 0, refused: 0, unknown: 0 };
  const pending = new Map<string, Write>();
  const settle = (write: Write, outcome: Outcome) => {
    pending.delete(write.writer);
    counts[outcome] += 1;
    const key = `${write.kind}/${write.id}`;
    const expected = documents.get(key) ?? unwritten(write);
    documents.set(key, expected);
    follow(expected, write, outcome);
  };
  return {
    documents,
    counts,
    take(entry) {
      const before = pending.get(entry.writer);
      if ("is" in entry) {
        if (before?.n === entry.n) settle(before, entry.is);
        return;
      }
      if (before !== undefined) settle(before, "unknown");
      pending.set(entry.writer, entry);
    },
    end() {
      for (const write of pending.values()) settle(write, "unknown");
    },
  };
}

function unwritten({ kind, id, group }: Write): Expected {
  const register = (alternatives: readonly Marks[]): Register => ({
    alternatives,
    acknowledged: new Set(),
    refused: new Set(),
  });
  return { kind, id, group, lists: { first: register([null]), second: register([[]]) } };
}

function follow({ group, lists }: Expected, write: Write, outcome: Outcome): void {
  const register = lists[write.list];
  if (outcome === "refused") {
    register.refused.add(write.mark);
    return;
  }
  if (outcome === "acknowledged" && write.does !== "delete") register.acknowledged.add(write.mark);
  // Who wrote last in a race is not in the log.
  if (isCareless(group)) return;
  const { alternatives } = register;
  const done = written(alternatives, write);
  register.alternatives = outcome === "acknowledged" ? done : distinct([...alternatives, ...done]);
}

/** What the write makes of each content that it may have met. */
function written(alternatives: readonly Marks[], { does, mark, after }: Write): readonly Marks[] {
  if (does === "delete") return [null];
  if (does === "create") return [[mark]];
  const fitting = alternatives.filter((marks) => (marks?.at(-1) ?? null) === after);
  // Nothing fits when the writer read what cannot be there: then all it was told must still be found.
  return (fitting.length > 0 ? fitting : alternatives).map((marks) => [...(marks ?? []), mark]);
}

function distinct(alternatives: readonly Marks[]): readonly Marks[] {
  return alternatives.filter(
    (marks, index) => alternatives.findIndex((other) => isSame(marks, other)) === index,
  );
}

/** Whether both hold the same marks in the same order. */
export function isSame(a: Marks, b: Marks): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((mark, index) => mark === b[index]);
}
