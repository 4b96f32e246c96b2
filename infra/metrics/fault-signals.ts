import { durationText } from "./duration-text.ts";
import { type Matchers, select } from "./promql.ts";
import type { SyncScope } from "./signals.ts";

/**
 * Every sign of a fault, named once: what alerts ask besides the gate's signals. Each is a PromQL expression that gives
 * the series that are wrong now, with the labels that say where; it is empty while all is well.
 */

/** Jobs whose last scrape failed, by `job`. */
export function silentJobs(): string {
  return "max by (job) (up) == 0";
}

/** Jobs whose process began anew at least so often within the window, by `job`. */
export function restartedJobs({ window }: SyncScope, times: number): string {
  return `max by (job) (changes(process_start_time_seconds[${durationText(window)}])) >= ${times}`;
}

/** Stores that data-sync cannot reach, by `store`. */
export function storesAway(): string {
  return "max by (store) (sync_store_up) == 0";
}

/** Stores that answer and take no writes, by `store` and their own word for it, `code`. */
export function refusals(): string {
  return "max by (store, code) (sync_store_refuses) == 1";
}

/** Stores whose history broke in this way, by `store` and the `other` one. */
export function brokenStores(cause: "empty" | "replaced" | "went-back"): string {
  return frozen("store, other", { cause });
}

/** Orders to write nothing, by their `reason`. */
export function orders(): string {
  return frozen("reason", { cause: "told" });
}

/** 0 while data-sync runs and carries nothing, and none of the others says why. */
export function stuck(): string {
  return "max(sync_connected) == 0 unless on () (sync_frozen == 1 or sync_store_up == 0 or sync_store_refuses == 1)";
}

/** How often both stores were taken over within the window, if at least so often. */
export function interruptions({ window }: SyncScope, times: number): string {
  return `sum(increase(sync_connections_total[${durationText(window)}])) >= ${times}`;
}

/** Stores that came back without all that they had within the window, by `store`. */
export function lostMoments({ window }: SyncScope): string {
  return `max by (store) (max_over_time(sync_store_gap[${durationText(window)}])) == 1`;
}

/** How many documents cannot be carried, if any. */
export function deadLetters(): string {
  return "max(sync_dead_letters) > 0";
}

/** Values that lost within the window, by the store `to` which another was written, if any. */
export function conflicts({ window }: SyncScope): string {
  return `sum by (to) (increase(sync_conflicts_total[${durationText(window)}])) > 0`;
}

/** Seconds that a `clock` jumped within the window, if more than `most`. */
export function clockJumps({ window }: SyncScope, most: number): string {
  const over = (which: "max" | "min") =>
    `${which} by (clock) (${which}_over_time(sync_clock_seconds[${durationText(window)}]))`;
  return `${over("max")} - ${over("min")} > ${most}`;
}

/** Sign-outs that a store has not confirmed, if any. */
export function signOutsWaiting(): string {
  return "max(identity_revocations_waiting) > 0";
}

function frozen(by: string, matchers: Matchers): string {
  return `max by (${by}) (${select("sync_frozen", matchers)}) == 1`;
}
