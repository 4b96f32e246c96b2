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
  const probes = (over: number) => ({ release: "v2", ...within(over, scope) }) as const;
  const lasting = { ...users(p95.over), window: lastingWindow(p95.over, { ...scope, age: null }) };
  const all = { lasting: 0, severity: "critical", next: "npm run rollback-v1", docs: FAULTS } as const;
  const used = (wrong: string, over: number) => `${wrong} and on () (${signals.requests(users(over))} > 0)`;
  return {
    V2Fails: {
      ...all,
      wrong:
        `${signals.errorRate(users(errorRate.over))} > ${errorRate.max} and on ()` +
        ` (${signals.errorRate(users(errorRate.over))} * ${signals.requests(users(errorRate.over))} >= ${EVIDENCE.errors})`,
    },
    V2Slow: {
      ...all,
      wrong: `${signals.sustainedP95(lasting)} > ${p95.max} and on () (${signals.requests(lasting)} >= ${EVIDENCE.samples})`,
    },
    V2Wrong: {
      ...all,
      wrong: used(
        `${signals.accuracyOfV1(probes(accuracyOfV1.over))} < ${accuracyOfV1.min} and on ()` +
          ` (${signals.predictions(probes(accuracyOfV1.over))} >= ${EVIDENCE.samples})`,
        accuracyOfV1.over,
      ),
    },
    V2Away: {
      ...all,
      wrong: used(
        `${signals.availability(probes(availability.over))} < ${availability.min} and on ()` +
          ` ((1 - ${signals.availability(probes(availability.over))}) * ${signals.healthChecks(probes(availability.over))} >= ${EVIDENCE.missedChecks})`,
        availability.over,
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
      next: COMPARE,
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
