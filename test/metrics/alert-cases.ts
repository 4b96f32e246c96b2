import type { AlertName } from "../../infra/metrics/alert-summaries.ts";

/** Series and their values, a second apart, as promtool writes them: `1x29 0x30` is 30 times 1, then 31 times 0. */
export type Series = Readonly<Record<string, string>>;

/** One minute in which an alert fires at its end, with these labels, and one in which it does not. */
export interface AlertCase {
  readonly fires: Series;
  readonly labels: Readonly<Record<string, string>>;
  readonly quiet: Series;
}

const BOTH_UP = { 'sync_store_up{store="store-v1"}': "1x60", 'sync_store_up{store="store-v2"}': "1x60" };
const WATCHED = { 'up{job="data-sync"}': "1x60" };
const broken = (cause: string) => `sync_frozen{cause="${cause}",store="store-v1",other="v2",reason="why"}`;
const told = 'sync_frozen{cause="told",reason="a look first"}';
const since50 = "_x50 1x9";

/** A minute of V2's users as the gateway's exporter counts them: 40 a second, and `failed` of them fall back on V1. */
function users(failed: number): Series {
  const told = 'job="gateway-exporter",instance="gateway-exporter:9117"';
  const of = (outcome: string) => `gateway_requests_total{${told},release="v2",outcome="${outcome}"}`;
  return {
    [`up{${told}}`]: "1x60",
    [of("ok")]: `0+${40 - failed}x60`,
    [of("fallback")]: `0+${failed}x60`,
  };
}

/** The same with the time that they took: `slow` seconds of the minute are above the trigger's bound. */
function answers(slow: string, fast: string): Series {
  const told = 'job="gateway-exporter",instance="gateway-exporter:9117",release="v2"';
  const bucket = (le: string) => `gateway_request_duration_seconds_bucket{${told},le="${le}"}`;
  return { ...users(0), [bucket("0.15")]: fast, [bucket("0.3")]: slow, [bucket("+Inf")]: slow };
}

const PROBER = 'job="prober",instance="prober:9118"';
const PROBED = { ...users(0), [`up{${PROBER}}`]: "1x60" };

/** A minute of the prober's health checks of V2, beside its users. */
function healthChecks(answered: string, missed: string): Series {
  const of = (outcome: string) => `probe_health_total{${PROBER},release="v2",outcome="${outcome}"}`;
  return { ...PROBED, [of("ok")]: answered, [of("error")]: missed };
}

/** A minute of its predictions, 50 a second of each release, with the right ones. */
function predictions(v2: string, v1: string): Series {
  const of = (what: string, release: string) => `probe_predictions_${what}{${PROBER},release="${release}"}`;
  return {
    ...PROBED,
    [of("total", "v1")]: "0+50x60",
    [of("total", "v2")]: "0+50x60",
    [of("correct_total", "v1")]: v1,
    [of("correct_total", "v2")]: v2,
  };
}

/** What must fire, and what must not, in the lab at 25 %. */
export const ALERT_CASES: Readonly<Record<AlertName, AlertCase>> = {
  V2Fails: { fires: users(4), labels: {}, quiet: users(1) },
  V2Slow: {
    fires: answers("0+20x60", "0+18x60"),
    labels: {},
    quiet: answers("0+20x60", "0+20x48 960x5 980+20x5"),
  },
  V2Wrong: {
    fires: predictions("0+30x60", "0+40x60"),
    labels: {},
    quiet: predictions("0+39x60", "0+40x60"),
  },
  V2Away: {
    fires: healthChecks("0+1x49 49x10", "0x49 1+1x9"),
    labels: {},
    quiet: healthChecks("0+1x57 57x3", "0x57 1x3"),
  },
  ServiceSilent: {
    fires: { 'up{job="v2"}': "1x29 0x30" },
    labels: { job: "v2" },
    quiet: { 'up{job="v2"}': "1x54 0x1 1x3" },
  },
  RestartStorm: {
    fires: { 'process_start_time_seconds{job="v1"}': "1x44 2x2 3x2 4x2 5x9" },
    labels: { job: "v1" },
    quiet: { 'process_start_time_seconds{job="v1"}': "1x44 2x2 3x2 4x12" },
  },
  StoreAway: {
    fires: { 'sync_store_up{store="store-v1"}': "1x29 0x30", 'sync_store_up{store="store-v2"}': "1x60" },
    labels: { store: "store-v1" },
    quiet: { 'sync_store_up{store="store-v1"}': "1x54 0x1 1x3" },
  },
  StoreRefusesWrites: {
    fires: { 'sync_store_refuses{store="store-v2",code="OOM"}': since50 },
    labels: { store: "store-v2", code: "OOM" },
    quiet: { 'sync_store_refuses{store="store-v2",code="LOADING"}': "_x56 1x3" },
  },
  StoreCameUpEmpty: {
    fires: { [broken("empty")]: since50 },
    labels: { store: "store-v1", other: "v2" },
    quiet: { [broken("went-back")]: since50, [told]: since50 },
  },
  StoreReplaced: {
    fires: { [broken("replaced")]: since50 },
    labels: { store: "store-v1", other: "v2" },
    quiet: { [broken("empty")]: since50 },
  },
  StoreWentBack: {
    fires: { [broken("went-back")]: since50 },
    labels: { store: "store-v1", other: "v2" },
    quiet: { [broken("replaced")]: since50 },
  },
  StoreLostMoments: {
    fires: { 'sync_store_gap{store="store-v1"}': "0x49 1x5 0x4" },
    labels: { store: "store-v1" },
    quiet: { 'sync_store_gap{store="store-v1"}': "0x60" },
  },
  SyncFrozen: {
    fires: { [told]: since50 },
    labels: { reason: "a look first" },
    quiet: { [told]: "1x49 stale _x9" },
  },
  SyncStuck: {
    fires: { sync_connected: "1x29 0x30", ...BOTH_UP },
    labels: {},
    quiet: { sync_connected: "1x29 0x30", 'sync_store_up{store="store-v1"}': "1x29 0x30" },
  },
  SyncInterrupted: {
    fires: { sync_connections_total: "1x44 2x2 3x2 4x2 5x9" },
    labels: {},
    quiet: { sync_connections_total: "1x44 2x2 3x2 4x12" },
  },
  SyncLate: {
    fires: {
      ...WATCHED,
      'sync_lag_seconds{from="v1"}': "0.02x29 5x30",
      'sync_lag_seconds{from="v2"}': "0.02x60",
    },
    labels: {},
    quiet: {
      ...WATCHED,
      'sync_lag_seconds{from="v1"}': "0.02x49 5x0 0.02x9",
      'sync_lag_seconds{from="v2"}': "0.02x60",
    },
  },
  StoresDiffer: {
    fires: { ...WATCHED, sync_parity_ratio: "1x29 0.99x30" },
    labels: {},
    quiet: { ...WATCHED, sync_parity_ratio: "1x60" },
  },
  DeadLetters: {
    fires: { sync_dead_letters: "0x49 2x10" },
    labels: {},
    quiet: { sync_dead_letters: "0x56 1x3" },
  },
  Conflicts: {
    fires: { 'sync_conflicts_total{to="v1"}': "0x49 1x10", 'sync_conflicts_total{to="v2"}': "0x60" },
    labels: { to: "v1" },
    quiet: { 'sync_conflicts_total{to="v1"}': "3x60" },
  },
  ClockJumped: {
    fires: { 'sync_clock_seconds{clock="store-v2"}': "0x49 -3600x10" },
    labels: { clock: "store-v2" },
    quiet: { 'sync_clock_seconds{clock="store-v2"}': "3600x49 3600.4x10" },
  },
  SignOutsWaiting: {
    fires: { identity_revocations_waiting: "0x49 1x10" },
    labels: {},
    quiet: { identity_revocations_waiting: "0x56 1x3" },
  },
};
