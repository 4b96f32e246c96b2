import type { Gate, Place } from "../stage/schema.ts";
import type { AlertName } from "./alert-summaries.ts";
import { EVIDENCE } from "./evidence.ts";
import * as faults from "./fault-signals.ts";
import * as signals from "./signals.ts";
import type { Triggers } from "./stage-questions.ts";
import { effectiveWindow, lastingWindow, silenceWindow } from "./windows.ts";

/** When somebody must be told, and what that person does next. */
export interface Alert {
  /** PromQL: the series that are wrong; empty while all is well. */
  readonly wrong: string;
  /** Seconds that it must last: what is over in a moment is no fault. */
  readonly lasting: number;
  /** Critical: data or users suffer until somebody acts. */
  readonly severity: "critical" | "warning";
  /** The command to run next; may hold labels, as a summary does. */
  readonly next: string;
  /** Where it is explained: a file and its heading. */
  readonly docs: string;
}

/** What the alerts are made from. */
export interface AlertScope {
  readonly instance: string;
  readonly gate: Pick<Gate, "dataParity" | "syncLag">;
  readonly triggers: Triggers;
  readonly shorten: Place["shorten"];
  /** Seconds between two scrapes in this place. */
  readonly scrapeEvery: number;
}

/** So long, in seconds, is told what was over in a moment, so that somebody sees it. */
const TOLD_FOR = 3_600;
/** Starts within the window of the gate's lag: a deploy, a heal and a crash are three, and get well. */
const AGAIN_AND_AGAIN = 4;

const UNFREEZE = "npm run sync -- unfreeze --from {{ $labels.other }}";
const STATUS = "npm run sync -- status";
const COMPARE = "npm run sync -- verify --full";
const HEAL = "npm run heal";
const FAULTS = "docs/alerts.md#faults";
const FREEZES = "docs/data.md#when-it-freezes";

/** Every alert. Bounds and windows are those of the rollback triggers and of the stage's gate, shortened as the place says. */
export function alerts(scope: AlertScope): Readonly<Record<AlertName, Alert>> {
  return {
    ...releaseAlerts(scope),
    ...serviceAlerts(scope),
    ...storeAlerts(scope),
    ...historyAlerts(scope),
    ...syncAlerts(scope),
    ...documentAlerts(scope),
  };
}

/** The rollback triggers, which a command judges only while it watches; while V2 has users. */
function releaseAlerts(scope: AlertScope) {
  const { errorRate, p95, accuracyOfV1, availability } = scope.triggers;
  const users = (over: number) => ({ release: "v2", source: "gateway", ...within(over, scope) }) as const;
  const failing = users(errorRate.over);
  const failed = signals.errorRate(failing);
  const slow = { ...users(p95.over), window: lastingWindow(p95.over, { ...scope, age: null }) };
  const wrong = users(accuracyOfV1.over);
  const away = users(availability.over);
  const answered = signals.availability(away);
  const all = { lasting: 0, severity: "critical", next: "npm run rollback-v1", docs: FAULTS } as const;
  const backed = (beyond: string, count: string, least: number) =>
    `${beyond} and on () (${count} >= ${least})`;
  const used = (alert: string, seen: signals.Scope) => `${alert} and on () (${signals.requests(seen)} > 0)`;
  return {
    V2Fails: {
      ...all,
      wrong: backed(
        `${failed} > ${errorRate.max}`,
        `${failed} * ${signals.requests(failing)}`,
        EVIDENCE.errors,
      ),
    },
    V2Slow: {
      ...all,
      wrong: backed(`${signals.sustainedP95(slow)} > ${p95.max}`, signals.requests(slow), EVIDENCE.samples),
    },
    V2Wrong: {
      ...all,
      wrong: used(
        backed(
          `${signals.accuracyOfV1(wrong)} < ${accuracyOfV1.min}`,
          signals.predictions(wrong),
          EVIDENCE.samples,
        ),
        wrong,
      ),
    },
    V2Away: {
      ...all,
      wrong: used(
        backed(
          `${answered} < ${availability.min}`,
          `(1 - ${answered}) * ${signals.healthChecks(away)}`,
          EVIDENCE.missedChecks,
        ),
        away,
      ),
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function serviceAlerts(scope: AlertScope) {
  const logs = logsOf(scope, "{{ $labels.job }}");
  return {
    ServiceSilent: {
      wrong: faults.silentJobs(),
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "critical",
      next: HEAL,
      docs: FAULTS,
    },
    RestartStorm: {
      wrong: faults.restartedJobs(within(scope.gate.syncLag.over, scope), AGAIN_AND_AGAIN),
      lasting: 0,
      severity: "warning",
      next: logs,
      docs: FAULTS,
    },
    ClockJumped: {
      wrong: faults.clockJumps(within(TOLD_FOR, scope), scope.gate.syncLag.max),
      lasting: 0,
      severity: "warning",
      next: COMPARE,
      docs: FAULTS,
    },
    SignOutsWaiting: {
      wrong: faults.signOutsWaiting(),
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "critical",
      next: HEAL,
      docs: "docs/sessions.md#when-something-is-dead",
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function storeAlerts(scope: AlertScope) {
  return {
    StoreAway: {
      wrong: faults.storesAway(),
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "critical",
      next: HEAL,
      docs: FAULTS,
    },
    StoreRefusesWrites: {
      wrong: faults.refusals(),
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "critical",
      next: logsOf(scope, "data-sync"),
      docs: "docs/alerts.md#a-store-that-takes-no-writes",
    },
    StoreLostMoments: {
      wrong: faults.lostMoments(within(TOLD_FOR, scope)),
      lasting: 0,
      severity: "warning",
      next: COMPARE,
      docs: "docs/data.md#limits",
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function historyAlerts({ scrapeEvery }: AlertScope) {
  const broken = { lasting: 0, severity: "critical", next: UNFREEZE, docs: FREEZES } as const;
  return {
    StoreCameUpEmpty: { wrong: faults.brokenStores("empty"), ...broken },
    StoreReplaced: { wrong: faults.brokenStores("replaced"), ...broken },
    StoreWentBack: { wrong: faults.brokenStores("went-back"), ...broken },
    SyncFrozen: { ...broken, wrong: faults.orders(), next: STATUS },
    SyncStuck: {
      ...broken,
      wrong: faults.stuck(),
      lasting: silenceWindow(scrapeEvery),
      next: STATUS,
      docs: FAULTS,
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function syncAlerts(scope: AlertScope) {
  const lag = scope.gate.syncLag;
  const parity = scope.gate.dataParity;
  return {
    SyncInterrupted: {
      wrong: faults.interruptions(within(lag.over, scope), AGAIN_AND_AGAIN),
      lasting: 0,
      severity: "warning",
      next: logsOf(scope, "data-sync"),
      docs: FAULTS,
    },
    SyncLate: {
      wrong: `${signals.syncLag(within(lag.over, scope))} > ${lag.max}`,
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "warning",
      next: STATUS,
      docs: FAULTS,
    },
    StoresDiffer: {
      wrong: `${signals.dataParity(within(parity.over, scope))} < ${parity.min}`,
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "critical",
      next: COMPARE,
      docs: "docs/data.md#comparing-both-stores",
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function documentAlerts(scope: AlertScope) {
  return {
    DeadLetters: {
      wrong: faults.deadLetters(),
      lasting: silenceWindow(scope.scrapeEvery),
      severity: "warning",
      next: "npm run sync -- dead-letters",
      docs: "docs/data.md#what-is-not-carried",
    },
    Conflicts: {
      wrong: faults.conflicts(within(TOLD_FOR, scope)),
      lasting: 0,
      severity: "warning",
      next: "npm run sync -- conflicts",
      docs: "docs/data.md#the-conflict-rule",
    },
  } as const satisfies Partial<Record<AlertName, Alert>>;
}

function within(window: number, { shorten, scrapeEvery }: AlertScope): signals.SyncScope {
  return { window: effectiveWindow(window, { shorten, scrapeEvery, age: null }), scrapeEvery };
}

/** The command that shows what a service said last. */
function logsOf({ instance }: AlertScope, service: string): string {
  return `docker logs --tail 20 ${instance}-${service}`;
}
