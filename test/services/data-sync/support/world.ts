import assert from "node:assert/strict";
import { attach, lookedThrough, restart } from "../../../../infra/services/data-sync/attach.ts";
import { decide } from "../../../../infra/services/data-sync/decide.ts";
import { LONGEST_TAIL_MS } from "../../../../infra/services/data-sync/history.ts";
import { SIDES } from "../../../../infra/services/data-sync/lens.ts";
import type { Decision, Loss, View } from "../../../../infra/services/data-sync/situation.ts";
import { decodeRecord } from "../../../../infra/services/data-sync/sync-record.ts";
import { type Guard, keyWrite, type Row } from "../../../../infra/services/data-sync/sync-store.ts";
import { type Fields, otherSide, type Side } from "../../../../infra/services/data-sync/transform/types.ts";
import { MemoryStore } from "./memory-store.ts";
import {
  agreed,
  DOCUMENTS,
  type DocumentKey,
  FIELDS,
  keyOn,
  lensOn,
  SESSION_LIFE_MS,
  toV1,
  unprovenIn,
} from "./model-documents.ts";
import { numbersIn, Truth } from "./truth.ts";

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
        (key, was, is, write) => {
          this.truth.synced(side, toV1(key), was, is, write);
          // It says so in the conflict log when it makes anew what was deleted here.
          if (write.do === "create" && write.conflicts.length > 0) this.judgeAlive(toV1(key), [side]);
        },
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
    const record = agreed(key, this.stores)?.record;
    this.truth.deleted(side, key, stored.fields, {
      isHeard,
      until: record?.expiresAt ?? Number.POSITIVE_INFINITY,
      known: numbersIn(JSON.stringify(record?.memory ?? {})),
      moment: this.stores[side].past.length + 1,
    });
    this.stores[side].put(keyOn(side, key), null);
    if (isHeard) this.deletes.add(`${side} ${key}`);
  }

  /** A store loses its newest changes. */
  losePower(side: Side, changes: number): void {
    if (this.stores[side].forget(changes) > 0) this.forgot(side);
  }

  flush(side: Side): void {
    this.stores[side].flush();
    this.forgot(side);
  }

  private forgot(side: Side): void {
    this.truth.forgot(side, this.stores[side].past.length, unprovenIn(side, this.stores));
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
    raiseFloor(work.process, side, answer.beat);
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
    const decision = decide({ lens: lensOn(key), at: views, authority: this.authority, now: this.now });
    if (decision.do === "again") return decision;
    for (const side of SIDES) this.deletes.delete(`${side} ${key}`);
    if (decision.do === "nothing" || decision.do === "reject") return decision;
    const { side } = decision;
    const write = keyWrite(keyOn(side, key), decision, { lens: lensOn(key), at: views });
    const seen = { beat: process.guards[otherSide(side)].floor, beatAt: this.now };
    const answer = await this.stores[side].write([write], process.guards[side], seen);
    if (!answer.ok) this.giveUp(worker, process);
    else raiseFloor(process, side, answer.beat);
    return decision;
  }

  /** An operator who sees a freeze says which side is right. */
  async unfreeze(from: Side): Promise<void> {
    let count = 0;
    this.process = null;
    if ((await this.attached()) !== null) return;
    this.truth.restarted(DOCUMENTS);
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
    for (const key of DOCUMENTS) this.judgeAlive(key);
    await this.heal();
    this.process = null;
    this.truth.lookedThrough();
  }

  private judgeAlive(key: string, sides?: readonly Side[]): void {
    const fields = (side: Side) => this.stores[side].get(keyOn(side, key))?.fields ?? {};
    this.truth.judgeAlive(key, [fields("v1"), fields("v2")], sides);
  }

  /** What was looked through counts when it is older than all that a store can still lose. */
  private async heal(): Promise<void> {
    const process = await this.attached();
    if (process === null || SIDES.every((side) => process.losses[side].gap === null)) return;
    this.now += LONGEST_TAIL_MS + 1;
    for (const side of SIDES) await this.beat(side, process);
    for (const side of SIDES) {
      const { epoch, floor } = process.guards[side];
      await this.stores[side].begin(epoch, floor, lookedThrough(process.losses[side]));
    }
  }

  /** A store beats, and remembers how far the other one was. */
  private async beat(side: Side, process: Process): Promise<void> {
    const seen = { beat: process.guards[otherSide(side)].floor, beatAt: this.now };
    const answer = await this.stores[side].write([], process.guards[side], seen);
    if (answer.ok) raiseFloor(process, side, answer.beat);
  }

  document(side: Side, key: DocumentKey): { fields: Fields; expiresAt: number | null } | null {
    return this.stores[side].get(keyOn(side, key));
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

function raiseFloor({ guards }: Process, side: Side, beat: number): void {
  guards[side] = { ...guards[side], floor: Math.max(guards[side].floor, beat) };
}
