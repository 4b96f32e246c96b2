const WINDOW_MS = 60_000;
const ALWAYS_ALLOWED = 100;
const ALLOWED_SHARE = 0.001;

/**
 * Counts deletes that no store told of: proven by its history, but in numbers no app makes while nobody listens.
 * More than 100 a minute, or 0.1 % of the keys where that is more, are too many.
 */
export class MassGuard {
  private counts: { readonly at: number; readonly deletes: number }[] = [];
  private lifted = false;

  /** Whether so many more are still believable; counts them if so. `keys` is the size of the smaller store. */
  allows(deletes: number, keys: number, now: number): boolean {
    this.counts = this.counts.filter(({ at }) => at > now - WINDOW_MS);
    const sum = this.counts.reduce((all, count) => all + count.deletes, deletes);
    if (!this.lifted && sum > Math.max(ALWAYS_ALLOWED, keys * ALLOWED_SHARE)) return false;
    if (deletes > 0) this.counts.push({ at: now, deletes });
    return true;
  }

  /** An operator has looked: nothing is too many until everything was looked through once. */
  lift(lifted: boolean): void {
    this.lifted = lifted;
  }
}
