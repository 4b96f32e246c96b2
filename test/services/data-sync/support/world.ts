import assert from "node:assert/strict";
import { agreementOf } from "../../../../infra/services/data-sync/agreement.ts";
import { attach, lookedThrough, restart } from "../../../../infra/services/data-sync/attach.ts";
import { decide } from "../../../../infra/services/data-sync/decide.ts";
import { SIDES } from "../../../../infra/services/data-sync/lens.ts";
import type { Decision, Loss, View } from "../../../../infra/services/data-sync/situation.ts";
import { decodeRecord } from "../../../../infra/services/data-sync/sync-record.ts";
import { type Guard, keyWrite, type Row } from "../../../../infra/services/data-sync/sync-store.ts";
import { type Fields, otherSide, type Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { MemoryStore } from "./memory-store.ts";
import { plainLens } from "./plain-lens.ts";
import { Truth } from "./truth.ts";

/** A document by its V1 key, and its lens. */
export const DOCUMENTS = ["offer:1", "session:1"] as const;
export type DocumentKey = (typeof DOCUMENTS)[number];

const LENSES = {
  "offer:1": plainLens("offer"),
  "offer:2": plainLens("offer"),
  "session:1": plainLens("session"),
};
const FIELDS = { v1: ["titre", "annees", "seul"], v2: ["title", "years", "only"] } as const;
export const SESSION_LIFE_MS = 3_000;

interface Process {
  readonly guards: Record<Side, Guard>;
  readonly losses: Readonly<Record<Side, Loss>>;
}

/** What a worker has read so far of the key it works on. */
interface Work {
  readonly key: DocumentKey;
  readonly process: Process;
  readonly rows: Partial<Record<Side, { row: Row; beat: number }>>;
}

/** Two stores, two apps, one data-sync with two workers, and everything that can happen to them. */
export class World {
  now = 1_000_000;
  authority: Side = "v1";
  readonly truth = new Truth(() => this.now);
  readonly stores: Record<Side, MemoryStore>;
  private process: Process | null = null;
  private readonly works: (Work | null)[] = [null, null];
  private readonly deletes = new Set<string>();
  private count = 0;

  constructor() {
    const store = (side: Side) =>
      new MemoryStore(
        () => this.now,
        (key, was, is, write) => this.truth.synced(side, toV1(key), was, is, write),
      );
    this.stores = { v1: store("v1"), v2: store("v2") };
  }

  /** An app sets some fields of a document, the others stay. A first field is always there. */
  change(side: Side, key: DocumentKey, fields: readonly number[]): void {
    const stored = this.stores[side].get(keyOn(side, key));
    const set = Object.fromEntries(
      fields.map((index) => [FIELDS[side][index] ?? "", `"${side === "v1" ? "V" : "v"}#${++this.count}"`]),
    );
    const first = FIELDS[side][0];
    const base = stored?.fields ?? { [first]: `"${side === "v1" ? "V" : "v"}#${++this.count}"` };
    const after = { ...base, ...set };
    const before = stored ?? this.stores[side].content.documents.get(keyOn(side, key));
    this.truth.wrote(side, key, before?.fields ?? null, after);
    const isSession = key === "session:1";
    this.stores[side].put(keyOn(side, key), {
      fields: after,
      expiresAt: isSession ? this.now + SESSION_LIFE_MS : (stored?.expiresAt ?? null),
    });
  }

  /** An app removes a field that need not be there. */
  removeField(side: Side, key: DocumentKey): void {
    const stored = this.stores[side].get(keyOn(side, key));
    if (stored === null) return;
    const after = Object.fromEntries(
      Object.entries(stored.fields).filter(([name]) => name !== FIELDS[side][1]),
    );
    this.truth.wrote(side, key, stored.fields, after);
    this.stores[side].put(keyOn(side, key), { ...stored, fields: after });
  }

  /** An app deletes a document; the notification may get lost. */
  delete(side: Side, key: DocumentKey, isTold: boolean): void {
    const stored = this.stores[side].get(keyOn(side, key));
    if (stored === null) return;
    const isHeard = isTold && this.process !== null;
    this.truth.wrote(side, key, stored.fields, null, {
      isHeard,
      until: isHeard ? Number.POSITIVE_INFINITY : this.agreedEnd(key),
    });
    this.stores[side].put(keyOn(side, key), null);
    if (isHeard) this.deletes.add(`${side} ${key}`);
  }

  /** A store loses its newest changes. */
  losePower(side: Side, changes: number): void {
    if (this.stores[side].forget(changes) > 0) this.truth.forgot(side);
  }

  flush(side: Side): void {
    this.stores[side].flush();
    this.truth.forgot(side);
  }

  /** data-sync dies, and with it what it had read and heard. */
  crash(): void {
    this.process = null;
    this.works.fill(null);
    this.deletes.clear();
    this.truth.crashed();
  }

  /** A worker begins with a key. */
  async take(worker: number, key: DocumentKey): Promise<void> {
    const process = await this.attached();
    this.works[worker] = process === null ? null : { key, process, rows: {} };
  }

  async read(worker: number, side: Side): Promise<void> {
    const work = this.works[worker];
    if (work == null) return;
    const answer = await this.stores[side].read([keyOn(side, work.key)], work.process.guards[side]);
    if (!answer.ok) return this.giveUp(worker, work.process);
    const guard = work.process.guards[side];
    work.process.guards[side] = { ...guard, floor: Math.max(guard.floor, answer.beat) };
    const [row] = answer.rows;
    if (row !== undefined) work.rows[side] = { row, beat: answer.beat };
  }

  /** A worker decides about what it read and writes it down. What it decided, null when it could not. */
  async write(worker: number): Promise<Decision | null> {
    const work = this.works[worker];
    if (work == null) return null;
    for (const side of SIDES) if (work.rows[side] === undefined) await this.read(worker, side);
    if (this.works[worker] == null) return null;
    this.works[worker] = null;
    const { key, process } = work;
    const views = { v1: this.view("v1", work), v2: this.view("v2", work) };
    const decision = decide({ lens: LENSES[key], at: views, authority: this.authority, now: this.now });
    for (const side of SIDES) this.deletes.delete(`${side} ${key}`);
    if (decision.do === "nothing" || decision.do === "again" || decision.do === "reject") return decision;
    const { side } = decision;
    const write = keyWrite(keyOn(side, key), decision, views[side].record);
    const seen = { beat: process.guards[otherSide(side)].floor, beatAt: this.now };
    const answer = await this.stores[side].write([write], process.guards[side], seen);
    if (!answer.ok) this.giveUp(worker, process);
    else
      process.guards[side] = {
        ...process.guards[side],
        floor: Math.max(process.guards[side].floor, answer.beat),
      };
    return decision;
  }

  /** An operator who sees a freeze says which side is right. */
  async unfreeze(from: Side): Promise<void> {
    let count = 0;
    this.process = null;
    if ((await this.attached()) === null)
      await restart(this.stores, from, () => `${from}-${this.now}-${++count}`);
  }

  /** Lets data-sync work until nothing is left to do. */
  async settle(): Promise<void> {
    for (const side of SIDES) await this.unfreeze(side);
    for (const key of DOCUMENTS) {
      let left = 12;
      let decision: Decision | null = null;
      while (decision?.do !== "nothing") {
        assert.ok(left-- > 0, `${key} does not come to rest: ${JSON.stringify(decision)}`);
        await this.take(0, key);
        decision = await this.write(0);
      }
    }
    for (const key of DOCUMENTS)
      this.truth.judgeAlive(
        key,
        SIDES.map((side) => this.document(side, key)?.fields ?? {}),
      );
    for (const side of SIDES) {
      const { own } = await this.stores[side].memory();
      await this.stores[side].begin(own.epoch ?? "", own.beat, lookedThrough(own.loss));
    }
    this.process = null;
    this.truth.lookedThrough();
  }

  document(side: Side, key: DocumentKey): { fields: Fields; expiresAt: number | null } | null {
    return this.stores[side].get(keyOn(side, key));
  }

  private agreedEnd(key: DocumentKey): number {
    const record = (side: Side) => decodeRecord(this.stores[side].row(keyOn(side, key)).record);
    return agreementOf({ v1: record("v1"), v2: record("v2") })?.record.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  private view(side: Side, { key, process, rows }: Work): View {
    const read = rows[side];
    assert.ok(read);
    const { fields, expiresAt, record } = read.row;
    const deleted = this.deletes.has(`${side} ${key}`);
    return {
      fields,
      expiresAt,
      record: decodeRecord(record),
      beat: read.beat,
      loss: process.losses[side],
      deleted,
    };
  }

  private giveUp(worker: number, process: Process): void {
    this.works[worker] = null;
    if (this.process === process) this.process = null;
  }

  private async attached(): Promise<Process | null> {
    if (this.process !== null) return this.process;
    const attached = await attach(this.stores, () => `id-${++this.count}`);
    if (attached.ok) this.process = { guards: { ...attached.guards }, losses: attached.losses };
    return this.process;
  }
}

function keyOn(side: Side, key: DocumentKey): string {
  return side === "v1" ? key : key.replace("offer:", "job:");
}

function toV1(key: string): string {
  return key.replace("job:", "offer:");
}

/** The lens of a document. */
export function lensOn(key: DocumentKey) {
  return LENSES[key];
}
