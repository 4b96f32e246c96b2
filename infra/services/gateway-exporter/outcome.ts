import type { Attempt, LogEntry, Release } from "./log-entry.ts";

/**
 * What became of one request: answered or not by the release the gateway assigned, refused by the gateway
 * itself, or of no release at all.
 */
export type Outcome =
  | {
      readonly kind: "assigned";
      readonly release: Release;
      /**
       * `ok`: the release's own answer was below 500. `error`: it was not, or none came, and no other release
       * helped. `fallback`: it failed and another release answered below 500. `canceled`: the client went away or
       * broke off its request before the release had answered or failed.
       */
      readonly outcome: "ok" | "error" | "fallback" | "canceled";
      /** Time of the release's own attempts, without another's; null when it was never tried. */
      readonly ownSeconds: number | null;
    }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "other" };

const CLIENT_WENT_AWAY = 499;
// What nginx answers when it could not try any server of the upstream.
const UNREACHABLE = [502, 504];

/** Decides what one request says about its release. Pure. */
export function outcomeOf(entry: LogEntry): Outcome {
  const release = releaseInCharge(entry);
  if (entry.attempts.length === 0) return withoutAttempt(entry, release);
  if (release === null) return { kind: "other" };
  const own = entry.attempts.filter((attempt) => attempt.release === release);
  return { kind: "assigned", release, outcome: judge(entry, own), ownSeconds: sumOfSeconds(own) };
}

// Under the kill switch a user of V2 is answered by V1 on purpose: that says nothing about V2.
function releaseInCharge(entry: LogEntry): Release | null {
  const first = entry.attempts[0]?.release ?? null;
  if (entry.release === null) return first;
  const overruled = entry.killed && entry.attempts.every((attempt) => attempt.release !== entry.release);
  return overruled && first !== null ? first : entry.release;
}

function withoutAttempt(entry: LogEntry, release: Release | null): Outcome {
  const assigned = (outcome: "error" | "canceled"): Outcome =>
    release === null
      ? { kind: "refused", status: entry.status }
      : { kind: "assigned", release, outcome, ownSeconds: null };
  if (entry.status === CLIENT_WENT_AWAY) return assigned("canceled");
  return UNREACHABLE.includes(entry.status) ? assigned("error") : { kind: "refused", status: entry.status };
}

function judge(entry: LogEntry, own: readonly Attempt[]): "ok" | "error" | "fallback" | "canceled" {
  const last = own.at(-1);
  const ownStatus = last === undefined ? null : last.status;
  if (ownStatus !== null && ownStatus !== CLIENT_WENT_AWAY && ownStatus < 500) return "ok";
  if (own.length < entry.attempts.length && entry.status < 500 && entry.status !== CLIENT_WENT_AWAY) {
    return "fallback";
  }
  // A release that had already failed stays failed, even if the client did not wait for the fallback.
  const failedBefore = entry.attempts.some(({ status }) => status !== null && status >= 500);
  return entry.status < 500 && !failedBefore ? "canceled" : "error";
}

function sumOfSeconds(attempts: readonly Attempt[]): number | null {
  const times = attempts.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  return times.length === 0 ? null : times.reduce((sum, seconds) => sum + seconds, 0);
}
