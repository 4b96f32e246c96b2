/**
 * A stream of numbers that only depends on its seed, on every machine: mulberry32, 32-bit integer steps and
 * no trigonometry or logarithm, whose last digit may differ between processors.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next number, 0 <= x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A number, from <= x < to. */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** A whole number, from <= x <= to. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** Bell-shaped around 0 with deviation 1 and never beyond 3 (sum of twelve uniform numbers, cut). */
  bell(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.next();
    return Math.max(-3, Math.min(3, sum));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the items, all equally likely. The list must not be empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error("pick from an empty list");
    return item;
  }

  /** One of the items; the first is taken with probability `first`, the others share the rest. */
  pickMostly<T>(items: readonly T[], first: number): T {
    return items.length === 1 || this.chance(first)
      ? this.pick(items.slice(0, 1))
      : this.pick(items.slice(1));
  }

  /** `count` different items in random order (all of them when there are fewer). */
  sample<T>(items: readonly T[], count: number): T[] {
    const pool = [...items];
    const taken: T[] = [];
    while (taken.length < count && pool.length > 0)
      taken.push(...pool.splice(this.whole(0, pool.length - 1), 1));
    return taken;
  }
}
