import type { Reach, StoreState } from "../../../../infra/services/data-sync/history.ts";
import { type Loss, NO_LOSS, type Write } from "../../../../infra/services/data-sync/situation.ts";
import {
  type Guard,
  type KeyWrite,
  type Refused,
  type Row,
  type SyncStore,
  TOMBSTONE_MS,
} from "../../../../infra/services/data-sync/sync-store.ts";
import type { Fields } from "../../../../infra/services/data-sync/transform/types.ts";

/** A document as a store holds it. */
export interface Stored {
  readonly fields: Fields;
  readonly expiresAt: number | null;
}

/** Everything in a store; values are never changed in place. */
interface Content {
  documents: Map<string, Stored>;
  records: Map<string, { readonly text: string; readonly expiresAt: number | null }>;
  own: StoreState;
  owner: string;
  other: Reach;
  frozen: string | null;
}

/** Told of every document that data-sync writes. */
export type OnWrite = (key: string, before: Stored | null, after: Stored | null, write: Write) => void;

const NOTHING_KNOWN: Reach = { epoch: null, beat: 0, beatAt: 0 };

/** How many lines were written in all logs. */
let lines = 0;

/** A store in memory that serves and refuses as the scripts in Redis do. */
export class MemoryStore implements SyncStore {
  content: Content = emptyContent();
  /** What it was after each change, oldest first. */
  readonly past: Content[] = [];
  /** Lines of the change log, numbered over all stores. */
  readonly log: { readonly number: number; readonly line: string }[] = [];
  readonly clock: () => number;
  readonly onWrite: OnWrite;

  constructor(clock: () => number, onWrite: OnWrite = () => undefined) {
    this.clock = clock;
    this.onWrite = onWrite;
  }

  get(key: string): Stored | null {
    const stored = this.content.documents.get(key) ?? null;
    return stored?.expiresAt != null && stored.expiresAt <= this.clock() ? null : stored;
  }

  /** Writes as an app does; null deletes. */
  put(key: string, stored: Stored | null): void {
    this.keepPast();
    if (stored === null) this.content.documents.delete(key);
    else this.content.documents.set(key, stored);
  }

  /** Loses the newest changes, as after a loss of power. How many there were. */
  forget(changes: number): number {
    const lost = Math.min(changes, this.past.length);
    const at = this.past[this.past.length - lost];
    if (at !== undefined && lost > 0) this.content = at;
    this.past.length -= lost;
    return lost;
  }

  /** Comes up empty. */
  flush(): void {
    this.content = emptyContent();
    this.past.length = 0;
  }

  async read(keys: readonly string[], guard: Guard) {
    const refused = this.refusal(guard);
    if (refused !== null) return refused;
    return { ok: true as const, ...this.beat(), rows: keys.map((key) => this.row(key)) };
  }

  async write(writes: readonly KeyWrite[], guard: Guard, seen: { beat: number; beatAt: number }) {
    const refused: Refused | null =
      this.refusal(guard) ?? (this.content.frozen === null ? null : { ok: false, why: "frozen" });
    if (refused !== null) return refused;
    const beat = this.beat();
    if (seen.beat > this.content.other.beat) this.content.other = { ...this.content.other, ...seen };
    return { ok: true as const, ...beat, done: writes.map((write) => this.apply(write)) };
  }

  async own(owner: string) {
    this.keepPast();
    this.content.owner = owner;
  }

  async memory() {
    const { own, other, frozen } = this.content;
    return { own, other, frozen };
  }

  async begin(epoch: string, beat: number, loss: Loss) {
    this.keepPast();
    this.content.own = { epoch, beat: Math.max(beat, this.content.own.beat), beatAt: this.clock(), loss };
  }

  async remember(other: Reach) {
    this.keepPast();
    this.content.other = other;
  }

  async freeze(reason: string | null) {
    this.keepPast();
    this.content.frozen = reason;
  }

  row(key: string): Row {
    const { fields = null, expiresAt = null } = this.get(key) ?? {};
    const record = this.content.records.get(key);
    const isThere = record !== undefined && (record.expiresAt === null || record.expiresAt > this.clock());
    return { fields, expiresAt, record: isThere ? record.text : null };
  }

  private apply({ key, write, count, record, log }: KeyWrite): boolean {
    const { fields, record: text } = this.row(key);
    if (Number(text?.split("|")[0] ?? 0) !== count) return false;
    if (!isExpected(write, fields)) return false;
    const before = this.get(key);
    if (write.do === "delete") this.content.documents.delete(key);
    if (write.do === "create" || write.do === "change") {
      const kept = Object.entries(fields ?? {}).filter(([name]) => !write.remove.includes(name));
      const after = { ...Object.fromEntries(kept), ...write.set };
      this.content.documents.set(key, { fields: after, expiresAt: write.expiresAt });
    }
    const expiresAt = write.record?.gone ? this.clock() + TOMBSTONE_MS : null;
    if (record === null) this.content.records.delete(key);
    else this.content.records.set(key, { text: record, expiresAt });
    if (log !== "") this.log.push({ number: ++lines, line: log });
    this.onWrite(key, before, this.get(key), write);
    return true;
  }

  private refusal({ epoch, owner, floor }: Guard): Refused | null {
    if (this.content.own.epoch !== epoch) return { ok: false, why: "epoch" };
    if (this.content.owner !== owner) return { ok: false, why: "owner" };
    return this.content.own.beat < floor ? { ok: false, why: "behind" } : null;
  }

  private beat() {
    this.keepPast();
    const beat = { beat: this.content.own.beat + 1, beatAt: this.clock() };
    this.content.own = { ...this.content.own, ...beat };
    return beat;
  }

  private keepPast(): void {
    const { documents, records, ...rest } = this.content;
    this.past.push(this.content);
    this.content = { ...rest, documents: new Map(documents), records: new Map(records) };
  }
}

function isExpected(write: Write, fields: Fields | null): boolean {
  const has = (name: string, text: string | null) => (fields?.[name] ?? null) === text;
  const expected = Object.entries(write.expect).every(([name, text]) => has(name, text));
  if (write.do === "create" || write.do === "forget") return fields === null;
  if (write.do === "note") return (fields === null) === write.record?.gone;
  if (write.do === "change") return fields !== null && expected;
  if (write.do === "delete")
    return fields !== null && expected && Object.keys(fields).length === Object.keys(write.expect).length;
  return true;
}

function emptyContent(): Content {
  return {
    documents: new Map(),
    records: new Map(),
    own: { ...NOTHING_KNOWN, loss: NO_LOSS },
    owner: "",
    other: NOTHING_KNOWN,
    frozen: null,
  };
}
