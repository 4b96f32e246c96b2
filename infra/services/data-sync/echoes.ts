/** How long a store may take to tell of a change that it has acknowledged; what it tells later is somebody else's. */
const LATE_MS = 1_000;
/** Keys to remember; beyond these, own changes are looked at like others. */
const MOST = 10_000;

interface Awaited {
  /** Told while the write was under way, so that nobody knows yet whose changes they are. */
  readonly held: string[];
  /** Own changes that were not told yet; null while the write is under way. */
  own: number | null;
  until: number;
}

/**
 * Tells data-sync's own changes, as a store tells of them, from those of its app. A store tells of every change of a
 * key, whoever made it, and data-sync knows how many it made: so many are dropped and the others passed on, each after
 * the last write of data-sync before it. A delete is never dropped.
 */
export class Echoes {
  private readonly awaited = new Map<string, Awaited>();
  private readonly pass: (key: string, event: string) => void;
  private readonly clock: () => number;

  constructor(pass: (key: string, event: string) => void, clock: () => number = Date.now) {
    this.pass = pass;
    this.clock = clock;
  }

  /** A write of these keys is under way. */
  expect(keys: readonly string[]): void {
    if (this.awaited.size > MOST) this.forgetWritten();
    for (const key of keys) this.awaited.set(key, { held: [], own: null, until: 0 });
  }

  /** The write of a key made so many changes; 0 for one that failed. */
  wrote(key: string, own: number): void {
    const known = this.awaited.get(key);
    if (known === undefined) return;
    const left = Math.max(0, own - known.held.length);
    if (left === 0) this.awaited.delete(key);
    else Object.assign(known, { own: left, until: this.clock() + LATE_MS });
    const event = known.held[own];
    if (event !== undefined) this.pass(key, event);
  }

  /** The store tells of a change. */
  hear(key: string, event: string): void {
    const known = this.awaited.get(key);
    const isLate = known?.own != null && known.until < this.clock();
    if (known === undefined || isLate || event === "del") this.pass(key, event);
    else if (known.own === null) known.held.push(event);
    else known.own--;
    if (isLate || known?.own === 0) this.awaited.delete(key);
  }

  /** The store was not listened to for a while: what it tells from now on is new. */
  clear(): void {
    this.awaited.clear();
  }

  private forgetWritten(): void {
    for (const [key, { own }] of this.awaited) if (own !== null) this.awaited.delete(key);
  }
}
