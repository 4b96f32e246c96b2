import type { Side } from "./transform/types.ts";

/** A document to look at, by the key that V1 has for it. */
export interface DirtyKey {
  readonly key: string;
  /** Stores that told of a delete of it. */
  readonly deleted: ReadonlySet<Side>;
}

/**
 * What has to be looked at, each document once however often it is told of. Bounded: what does not fit is dropped,
 * and `takeOverflow` tells once that everything has to be looked through.
 */
export class DirtyKeys {
  private readonly parts: Map<string, Set<Side>>[];
  /** How many were ever added to each partition, and how many of them were looked at: always the oldest. */
  private readonly counts: { added: number; done: number }[];
  private readonly limit: number;
  private overflowed = false;
  private wake: (() => void) | null = null;

  constructor(partitions: number, limit: number) {
    this.parts = Array.from({ length: partitions }, () => new Map());
    this.counts = this.parts.map(() => ({ added: 0, done: 0 }));
    this.limit = limit;
  }

  get size(): number {
    return this.parts.reduce((sum, part) => sum + part.size, 0);
  }

  add(key: string, deleted: Iterable<Side> = []): void {
    if (!this.offer(key, deleted)) this.overflowed = true;
  }

  /** Adds it where there is room, and tells whether there was: who offers it comes again with what does not fit. */
  offer(key: string, deleted: Iterable<Side> = []): boolean {
    const number = partitionOf(key, this.parts.length);
    const [part, count] = [this.parts[number], this.counts[number]];
    const known = part?.get(key);
    if (known !== undefined) for (const side of deleted) known.add(side);
    else if (part !== undefined && count !== undefined && part.size < this.limit / this.parts.length) {
      part.set(key, new Set(deleted));
      count.added++;
    } else return false;
    this.wake?.();
    return true;
  }

  /** The oldest of a partition, which are then no longer dirty. */
  take(partition: number, count: number): DirtyKey[] {
    const part = this.parts[partition];
    const taken: DirtyKey[] = [];
    for (const [key, deleted] of part ?? []) {
      if (taken.length === count) break;
      taken.push({ key, deleted });
      part?.delete(key);
    }
    return taken;
  }

  /** So many of those that were taken have been looked at. */
  looked(partition: number, count: number): void {
    const counts = this.counts[partition];
    if (counts !== undefined) counts.done += count;
  }

  /** Tells, whenever it is asked, whether all that is dirty now has been looked at. */
  mark(): () => boolean {
    const added = this.counts.map((count) => count.added);
    return () => this.counts.every(({ done }, index) => done >= (added[index] ?? 0));
  }

  takeOverflow(): boolean {
    const overflowed = this.overflowed;
    this.overflowed = false;
    return overflowed;
  }

  /** Resolves when something is added, or after `ms`. */
  async added(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.wake;
    this.wake = () => {
      before?.();
      resolve();
    };
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.wake = null;
  }
}

/** Always the same partition for a key, so that two workers never hold the same document. */
function partitionOf(key: string, partitions: number): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16_777_619);
  return (hash >>> 0) % partitions;
}
