/**
 * Documents that changed since the last complete pass began: all that a further look has to look at. Bounded; what is
 * told while it is full, or not told at all, leaves only a look at everything.
 */
export class ChangedKeys {
  private readonly limit: number;
  private before = new Set<string>();
  private since = new Set<string>();
  /** Every change since the last complete pass began was told. */
  private whole = false;
  /** Every change since the present pass began was told. */
  private isTold = false;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether they are known. */
  get isWhole(): boolean {
    return this.whole;
  }

  get size(): number {
    return this.before.size + this.since.size;
  }

  add(key: string): void {
    if (this.size < this.limit) this.since.add(key);
    else this.lost();
  }

  /** Changes may have been missed: only a pass that begins from now on proves anything. */
  lost(): void {
    this.whole = false;
    this.isTold = false;
  }

  passBegins(): void {
    for (const key of this.since) this.before.add(key);
    this.since = new Set();
    this.isTold = true;
  }

  passEnds(): void {
    this.before = new Set();
    this.whole = this.isTold;
  }

  /** All of them that are known, each once. */
  all(): string[] {
    return [...new Set([...this.before, ...this.since])];
  }
}
