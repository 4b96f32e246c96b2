import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Registry } from "prom-client";
import { serveMetrics } from "../metrics-server.ts";
import { attach, lookedThrough } from "./attach.ts";
import type { Direction } from "./direction.ts";
import { DirtyKeys } from "./dirty-keys.ts";
import { startFeed } from "./feed.ts";
import { SIDES } from "./lens.ts";
import { MassGuard } from "./mass-guard.ts";
import { pass } from "./passes.ts";
import { noted, type Session, Stopped } from "./round.ts";
import type { SideStore } from "./side-store.ts";
import { syncMetrics } from "./sync-metrics.ts";
import { otherSide, type Side } from "./transform/types.ts";
import { startWorkers } from "./workers.ts";

/** Where the stores are and what may be done with them. */
export interface DataSyncOptions {
  readonly httpPort: number;
  readonly stores: Readonly<Record<Side, SideStore>>;
  readonly direction: () => Direction;
  readonly workers: number;
  /** Most documents that wait to be looked at; more than these are found by the next pass. */
  readonly maxDirty: number;
  /** Rest between two passes over both stores, ms. */
  readonly passEveryMs: number;
}

const RETRY_MS = 250;
const BEAT_MS = 100;

/**
 * Keeps both stores equal until closed: listens, then looks through everything, then again and again. Whenever a
 * store is lost or refuses, it starts from there; whenever one is not to be trusted, it freezes and says why.
 */
export async function startDataSync(options: DataSyncOptions) {
  const { stores } = options;
  const dirty = new DirtyKeys(options.workers, options.maxDirty);
  const registry = new Registry();
  const feed = startFeed(stores, dirty);
  const metrics = syncMetrics(registry, () => dirty.size, feed.lagSeconds);
  const guard = new MassGuard();
  let ready = false;
  const server = await serveMetrics(registry, options.httpPort, { isReady: () => ready });
  const closing = new AbortController();

  const serve = async (): Promise<void> => {
    const attached = await attach(stores, randomUUID);
    metrics.frozen.reset();
    if (!attached.ok) {
      metrics.frozen.set({ reason: attached.reason }, 1);
      log("frozen", attached.reason);
      return;
    }
    const session: Session = {
      guards: { ...attached.guards },
      beats: { v1: { beat: 0, beatAt: 0 }, v2: { beat: 0, beatAt: 0 } },
      losses: attached.losses,
    };
    for (const side of SIDES)
      metrics.epoch.set({ store: `store-${side}`, epoch: session.guards[side].epoch }, 1);
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, closing.signal]);
    const keys = Math.min(...(await Promise.all(SIDES.map((side) => stores[side].size()))));
    const allowsDeletes = (count: number) => guard.allows(count, keys, Date.now());
    if (await stores.v1.takeAllowedDeletes()) guard.lift(true);
    await feed.listen();
    ready = true;
    metrics.connected.set(1);
    log("connected", `mode ${options.direction().mode}, ${options.direction().authority} wins conflicts`);
    const work = [
      startWorkers({ ...options, dirty, metrics, feed, session, allowsDeletes, signal }),
      beatOn(stores, session, signal),
      passOn(session, signal),
    ];
    try {
      await Promise.race(work);
    } finally {
      ended.abort();
      ready = false;
      metrics.connected.set(0);
      await Promise.allSettled(work);
    }
  };

  const passOn = async (session: Session, signal: AbortSignal) => {
    let isFirst = true;
    const isHurried = () => isFirst || SIDES.some((side) => session.losses[side].gap !== null);
    while (!signal.aborted) {
      await pass({ stores, dirty, metrics, isHurried, signal });
      await heal(stores, session);
      guard.lift(false);
      isFirst = false;
      const until = Date.now() + options.passEveryMs;
      while (Date.now() < until && !dirty.takeOverflow()) await pause(RETRY_MS, undefined, { signal });
    }
  };

  const run = async () => {
    while (!closing.signal.aborted) {
      if (SIDES.every((side) => stores[side].isUp()))
        await serve().catch((error: unknown) => stopped(error, stores).catch(() => undefined));
      await pause(RETRY_MS);
    }
  };
  const running = run();
  return {
    httpPort: server.port,
    close: async () => {
      closing.abort();
      await running;
      await Promise.all([server.close(), ...SIDES.map((side) => stores[side].close())]);
    },
  };
}

/** Beats both stores' hearts and lets each remember the other's, so that a loss is seen even when nothing is written. */
async function beatOn(
  stores: DataSyncOptions["stores"],
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const side of SIDES) {
      const answer = await stores[side].write([], session.guards[side], session.beats[otherSide(side)]);
      noted(side, answer, session);
      await stores[side].pulse(Date.now());
    }
    await pause(BEAT_MS, undefined, { signal });
  }
}

/** Everything was looked at: what a store lost is settled. */
async function heal(stores: DataSyncOptions["stores"], session: Session): Promise<void> {
  for (const side of SIDES) {
    const loss = session.losses[side];
    if (loss.gap === null) continue;
    const healed = lookedThrough(loss);
    await stores[side].begin(session.guards[side].epoch, session.beats[side].beat, healed);
    session.losses = { ...session.losses, [side]: healed };
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
