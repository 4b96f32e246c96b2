import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import { attach, lookedThrough } from "./attach.ts";
import { ChangedKeys } from "./changed-keys.ts";
import type { Direction } from "./direction.ts";
import { DirtyKeys } from "./dirty-keys.ts";
import { type FaultMetrics, faultMetrics } from "./fault-metrics.ts";
import { type Feed, startFeed } from "./feed.ts";
import { directionBehind, type Fence } from "./fence.ts";
import { LONGEST_TAIL_MS } from "./history.ts";
import { isAwaited, lastPasses } from "./last-pass.ts";
import { SIDES } from "./lens.ts";
import { MassGuard } from "./mass-guard.ts";
import { pass } from "./passes.ts";
import { noted, type Session, Stopped } from "./round.ts";
import type { SideStore } from "./side-store.ts";
import { type SyncMetrics, syncMetrics } from "./sync-metrics.ts";
import { otherSide, type Side } from "./transform/types.ts";
import { watchParity } from "./watch-parity.ts";
import { startWorkers } from "./workers.ts";

/** Where the stores are and what may be done with them. */
export interface DataSyncOptions {
  readonly httpPort: number;
  readonly stores: Readonly<Record<Side, SideStore>>;
  /** The stage's direction. */
  readonly direction: () => Direction;
  readonly fence: () => Fence | null;
  readonly workers: number;
  /** Most documents that wait to be looked at; more than these are found by the next pass. */
  readonly maxDirty: number;
  /** Rest between two passes over both stores, ms. */
  readonly passEveryMs: number;
}

const RETRY_MS = 250;
const BEAT_MS = 100;

/** What the parts of a running data-sync share. */
interface Parts extends DataSyncOptions {
  readonly dirty: DirtyKeys;
  readonly changed: ChangedKeys;
  readonly metrics: SyncMetrics;
  readonly faults: FaultMetrics;
  readonly feed: Feed;
  readonly guard: MassGuard;
  /** Aborted when data-sync is closed. */
  readonly closing: AbortSignal;
  readonly isReady: (ready: boolean) => void;
}

/**
 * Keeps both stores equal until closed: listens, then looks through everything, then again and again. Whenever a
 * store is lost or refuses, it starts from there; whenever one is not to be trusted, it freezes and says why.
 */
export async function startDataSync(options: DataSyncOptions) {
  const { stores } = options;
  const dirty = new DirtyKeys(options.workers, options.maxDirty);
  const changed = new ChangedKeys(options.maxDirty);
  const registry = new Registry();
  const feed = startFeed(stores, {
    add: (key, deleted) => {
      changed.add(key);
      dirty.add(key, deleted);
    },
    mark: () => dirty.mark(),
  });
  const metrics = syncMetrics(
    registry,
    () => dirty.size,
    () => changed.size,
    feed.lagSeconds,
  );
  const faults = faultMetrics(registry, stores);
  const closing = new AbortController();
  let ready = false;
  const server = await serveMetrics(registry, options.httpPort, { isReady: () => ready });
  const isReady = (now: boolean) => {
    ready = now;
    faults.connected.set(now ? 1 : 0);
  };
  const guard = new MassGuard();
  const direction = () => directionBehind(options.fence(), options.direction());
  const running = run({
    ...options,
    direction,
    dirty,
    changed,
    metrics,
    faults,
    feed,
    guard,
    closing: closing.signal,
    isReady,
  });
  const watching = watchParity(stores, metrics, closing.signal);
  return {
    httpPort: server.port,
    close: async () => {
      closing.abort();
      await Promise.all([running, watching]);
      await Promise.all([server.close(), ...SIDES.map((side) => stores[side].close())]);
    },
  };
}

async function run(parts: Parts): Promise<void> {
  const { stores, closing } = parts;
  while (!closing.aborted) {
    if (SIDES.every((side) => stores[side].isUp()))
      await serve(parts).catch((error: unknown) => stopped(error, stores).catch(() => undefined));
    await pause(RETRY_MS);
  }
}

/** From taking both stores over until one of them is lost or refuses. */
async function serve(parts: Parts): Promise<void> {
  const { stores, metrics, faults, feed, guard, closing, isReady } = parts;
  const session = await takeOver(parts);
  if (session === null) return;
  const keys = Math.min(...(await Promise.all(SIDES.map((side) => stores[side].size()))));
  const allowsDeletes = (count: number) => guard.allows(count, keys, Date.now());
  if (await stores.v1.takeAllowedDeletes()) guard.lift(true);
  parts.changed.lost();
  await feed.listen();
  isReady(true);
  faults.connections.inc();
  log("connected", `mode ${parts.direction().mode}, ${parts.direction().authority} wins conflicts`);
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, closing]);
  const work = [
    startWorkers({ ...parts, session, allowsDeletes, signal }),
    beatOn(parts, session, signal),
    passOn(parts, session, signal),
    lastPasses({ ...parts, signal }),
  ];
  for (const side of SIDES)
    metrics.epoch.set({ store: `store-${side}`, epoch: session.guards[side].epoch }, 1);
  try {
    await Promise.race(work);
  } finally {
    ended.abort();
    isReady(false);
    await Promise.allSettled(work);
  }
}

/** Both stores, judged; null, with the reason told, when they are not to be trusted. */
async function takeOver({ stores, metrics, faults }: Parts): Promise<Session | null> {
  const attached = await attach(stores, randomUUID);
  faults.freeze(attached.ok ? [] : attached.freezes);
  metrics.epoch.reset();
  if (!attached.ok) {
    log("frozen", attached.freezes.map(({ reason }) => reason).join("; "));
    return null;
  }
  for (const side of SIDES) faults.lost(side, attached.losses[side].gap !== null);
  const beat = { beat: 0, beatAt: 0 };
  return { guards: { ...attached.guards }, beats: { v1: beat, v2: beat }, losses: attached.losses };
}

/** Looks through everything again and again: in a hurry at first and after a loss, else taking its time. */
async function passOn(parts: Parts, session: Session, signal: AbortSignal): Promise<void> {
  const { stores, dirty, changed, metrics, guard, passEveryMs } = parts;
  let isFirst = true;
  const isHurried = () =>
    isFirst || isAwaited(parts) || SIDES.some((side) => session.losses[side].gap !== null);
  while (!signal.aborted) {
    changed.passBegins();
    await pass({ stores, dirty, metrics, isHurried, signal });
    changed.passEnds();
    await heal(parts, session, signal);
    guard.lift(false);
    isFirst = false;
    const until = Date.now() + passEveryMs;
    while (Date.now() < until && !dirty.takeOverflow() && !isAwaited(parts))
      await pause(RETRY_MS, undefined, { signal });
  }
}

/** Beats both stores' hearts and lets each remember the other's, so that a loss is seen even when nothing is written. */
async function beatOn(
  { stores, faults }: Pick<Parts, "stores" | "faults">,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const side of SIDES) {
      const asked = Date.now();
      const answer = await stores[side].write([], session.guards[side], session.beats[otherSide(side)]);
      faults.sawClock(side, noted(side, answer, session).beatAt, asked, Date.now());
      await stores[side].pulse(Date.now());
    }
    await pause(BEAT_MS, undefined, { signal });
  }
}

/**
 * Everything was looked at: what a store lost is settled, as soon as the other one can no longer lose what was written
 * meanwhile.
 */
async function heal({ stores, faults }: Parts, session: Session, signal: AbortSignal): Promise<void> {
  if (SIDES.every((side) => session.losses[side].gap === null)) return;
  await pause(LONGEST_TAIL_MS, undefined, { signal });
  for (const side of SIDES) {
    const loss = session.losses[side];
    if (loss.gap === null) continue;
    const healed = lookedThrough(loss);
    await stores[side].begin(session.guards[side].epoch, session.beats[side].beat, healed);
    session.losses = { ...session.losses, [side]: healed };
    faults.lost(side, false);
    log("healed", `store-${side} was looked through after it had lost its last moments`);
  }
}

/** Too many deletes freeze both stores until a person has looked; after anything else it starts again. */
async function stopped(error: unknown, stores: DataSyncOptions["stores"]): Promise<void> {
  if (error instanceof DOMException && error.name === "AbortError") return;
  const reason = error instanceof Error ? error.message : String(error);
  log("stopped", reason);
  if (error instanceof Stopped && error.why === "deletes")
    await Promise.all(SIDES.map((side) => stores[side].freeze(reason)));
}

function log(event: string, text: string): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), event, text })}\n`);
}
