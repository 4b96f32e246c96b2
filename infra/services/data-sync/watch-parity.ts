import { setTimeout as pause } from "node:timers/promises";
import type { SyncMetrics } from "./sync-metrics.ts";
import { type Compared, verifySample } from "./verify.ts";

/** Documents of one sample, fewer where there are fewer. */
const SAMPLE = 100;
const REST_MS = 1_000;

/**
 * Compares documents by chance again and again, frozen or not, and tells how many of the newest sample are equal: all
 * of none while both stores are empty, and nothing at all while a store is away.
 */
export async function watchParity(
  stores: Compared,
  metrics: SyncMetrics,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    metrics.parity.sample = await verifySample(stores, SAMPLE, () => undefined).catch(() => null);
    await pause(REST_MS, undefined, { signal }).catch(() => undefined);
  }
}
