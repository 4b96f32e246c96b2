import { join } from "node:path";
import { enterStage } from "../../bench/stages.ts";
import { Random } from "../../lab/labelled/random.ts";
import { endpointOf } from "../../lab/load/target.ts";
import { stageNamed } from "../../platform/deploy/stage-named.ts";
import type { Context } from "../../platform/instance/context.ts";
import { rollBack } from "../../platform/rollback/rollback.ts";
import { killService } from "../kill-service.ts";
import { type Api, openApi } from "./api.ts";
import { type Clock, startClock } from "./clock.ts";
import { healthyAgain } from "./healthy-again.ts";
import { kills } from "./kills.ts";
import { createModel, type Model } from "./model.ts";
import type { PhaseReport, SoakReport } from "./report.ts";
import { judge } from "./settle.ts";
import { openLog, readLog } from "./write-log.ts";
import { runWriter } from "./writer.ts";
import { allWriters } from "./writers.ts";

/** How long and how hard. */
export interface SoakOptions {
  /** The same seed kills the same services after the same shares of the writes. */
  readonly seed: number;
  /** At least so many; those made while a stage changes come in addition. */
  readonly writes: number;
  readonly kills: number;
  /** The soak gives up after this time, seconds. */
  readonly maxSeconds: number;
  /** Where the writers' log goes; there must be no such file. */
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
  readonly live: (line: string) => void;
}

const CONNECTIONS = 48;
const TELL_EVERY_MS = 1_000;

/** The last phase: traffic is back on V1, V2 writes no more. */
const ROLLBACK = "rollback";

/** The phases of a soak in their order: every stage that keeps V1, then the rollback from the last. */
export function phasesOf({ stacks }: Pick<Context, "stacks">): string[] {
  return [...stacks.stages.filter(({ sunset }) => !sunset).map(({ name }) => name), ROLLBACK];
}

/**
 * Writes through both APIs of a platform at its first stage, over every stage and back, and kills services meanwhile;
 * then compares what both releases hold with what the writers were told. Leaves the platform at its first stage.
 */
export async function soak(context: Context, options: SoakOptions): Promise<SoakReport> {
  const { place } = context.stacks;
  const endpoint = endpointOf({
    url: `https://127.0.0.1:${place.publish.https}`,
    host: place.host,
    caFile: join(context.instance.dir, "ca.pem"),
  });
  const api = openApi(endpoint, CONNECTIONS);
  const began = performance.now();
  try {
    const phases = await writeAll(context, api, options);
    const model = await modelOf(options.logFile);
    options.report(`comparing ${model.documents.size} documents with what their writers were told`);
    const judged = await judge(context, api, model, options.signal);
    const seconds = (performance.now() - began) / 1000;
    return {
      seed: options.seed,
      seconds,
      phases,
      ...model.counts,
      documents: model.documents.size,
      ...judged,
    };
  } finally {
    await api.close();
  }
}

async function modelOf(file: string): Promise<Model> {
  const model = createModel();
  for await (const line of readLog(file)) model.take(line);
  model.end();
  return model;
}

/** Writers at work through all phases; what each phase was. */
async function writeAll(context: Context, api: Api, options: SoakOptions): Promise<PhaseReport[]> {
  const log = openLog(options.logFile);
  const over = new AbortController();
  const clock = startClock(options, over.signal);
  const tools = { api, log, count: clock.count, signal: over.signal };
  const run = `soak-${Date.now().toString(36)}`;
  const writing = Promise.all(
    allWriters(run).map((plan, index) => runWriter(plan, new Random(options.seed + index), tools)),
  );
  // Without its writers the rest would wait for nothing; their own failure is told below.
  writing.catch(() => over.abort());
  const ticker = setInterval(() => options.live(clock.line()), TELL_EVERY_MS);
  try {
    return await passThrough(context, options, clock);
  } finally {
    clearInterval(ticker);
    over.abort();
    await writing;
    log.close();
  }
}

async function passThrough(context: Context, options: SoakOptions, clock: Clock): Promise<PhaseReport[]> {
  const names = phasesOf(context);
  const planned = kills(options.seed, options.kills, names.length);
  const quota = options.writes / names.length;
  const phases: PhaseReport[] = [];
  for (const [index, name] of names.entries()) {
    const [began, before] = [performance.now(), clock.done()];
    if (index > 0) await enter(context, name, options);
    const start = clock.done();
    const killed: string[] = [];
    for (const { at, service } of planned.filter(({ phase }) => phase === index)) {
      await clock.reached(start + at * quota);
      await killService(context, service);
      killed.push(service);
    }
    await clock.reached(start + quota);
    // A kill in the middle of a change of stage is another story: each change meets services that are well.
    await healthyAgain(context, killed);
    const seconds = (performance.now() - began) / 1000;
    const phase = { name, writes: clock.done() - before, seconds, killed };
    options.report(
      `${name}: ${phase.writes} writes in ${seconds.toFixed(1)} s, killed: ${killed.join(", ") || "nothing"}`,
    );
    phases.push(phase);
  }
  return phases;
}

/** As deploy-v2 and rollback-v1 do it, without the gate: it would hold while parts are killed. */
async function enter(context: Context, name: string, { signal }: SoakOptions): Promise<void> {
  if (name === ROLLBACK) await rollBack({ ...context, report: () => {} }, { reason: "a soak" });
  else await enterStage({ context, signal }, stageNamed(context.stacks.stages, name).v2);
}
