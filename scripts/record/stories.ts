import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { withUsers } from "../bench/loads.ts";
import { LOAD_DEFAULTS } from "../lab/load/load.ts";
import { lookAtContext } from "../platform/instance/context.ts";
import { type Asked, picture } from "./picture.ts";
import { LOOKS_BACK, seriesOf } from "./series.ts";
import { type Recorded, runRecorded, type Session, transcript } from "./transcript.ts";

/** What is written of a story: the terminal as text, and a picture, each of the same run. */
export interface Story {
  readonly name: string;
  readonly text: string;
  readonly picture: string;
}

/** How long users are watched before something happens, and after it. */
const QUIET_SECONDS = 20;

/** `npm start` from nothing to 100 %. */
export async function recordRollout(session: Session, yes: boolean): Promise<Story> {
  const start = await runRecorded(session, ["start", ...(yes ? ["--yes"] : [])]);
  const asked = askedIn([start]);
  const users = start.lines.find(({ text }) => text.startsWith("traffic    "))?.text ?? "";
  return told(session, {
    name: "rollout",
    title: "A rollout: npm start from 0 to 100 %",
    commands: [start],
    asked,
    span: { start: asked[0]?.time ?? 0, end: start.ended / 1000 },
    users: users.replace(/^traffic +/, ""),
  });
}

/** V2 becomes slow under everybody; an operator looks, and brings all users back to V1. */
export async function recordRollback(session: Session): Promise<Story> {
  const context = await lookAtContext({ instance: session.instance });
  return withUsers(context, LOAD_DEFAULTS.rate, async (users) => {
    await pause(QUIET_SECONDS * 1000, undefined, { signal: session.signal });
    const commands: Recorded[] = [];
    const began = Date.now() / 1000 - QUIET_SECONDS;
    for (const args of [["drill", "v2", "--latency", "200ms"], ["status"], ["rollback-v1"]])
      commands.push(await runRecorded(session, args));
    await pause(QUIET_SECONDS * 1000, undefined, { signal: session.signal });
    const { sent, ok, failed } = await users.stop();
    return told(session, {
      name: "rollback",
      title: "A rollback: V2 answers 200 ms later, then npm run rollback-v1",
      commands,
      asked: [{ time: began, percent: 100, label: null }, ...askedIn(commands)],
      span: { start: began, end: Date.now() / 1000 },
      users: `${sent} requests sent, ${ok} answered, ${failed} failed`,
    });
  });
}

interface Told {
  readonly name: string;
  readonly title: string;
  readonly commands: readonly Recorded[];
  readonly asked: readonly Asked[];
  readonly span: { readonly start: number; readonly end: number };
  readonly users: string;
}

async function told(session: Session, { name, title, commands, asked, span, users }: Told): Promise<Story> {
  const { prometheus } = await lookAtContext({ instance: session.instance });
  const start = Math.floor(span.start);
  const moments = await seriesOf(prometheus, { start, end: Math.floor(span.end), step: 1 });
  const day = new Date(span.start * 1000).toISOString().slice(0, 10);
  const [, load = 0] = loadavg();
  const where = `by npm run record on ${day}: ${availableParallelism()} cores for everything, load average ${load.toFixed(1)}`;
  const caption = `Measured at the gateway over ${LOOKS_BACK} s, ${where}. Users: ${users}.`;
  return {
    name,
    text: transcript(`# Recorded ${where}. Left: seconds.`, commands),
    picture: picture({ title, caption, moments, asked }),
  };
}

/** When which share of V2 was asked, as the commands themselves said it. */
export function askedIn(commands: readonly Recorded[]): Asked[] {
  return commands
    .flatMap(({ lines }) => lines)
    .flatMap(({ at, text }): Asked[] => {
      const time = at / 1000;
      const up = /^pulumi up: \S+, (\d+) % /.exec(text)?.[1];
      if (up !== undefined) return [{ time, percent: Number(up), label: `${up} %` }];
      if (/^set v2: /.test(text)) return [{ time, percent: 100, label: "V2 slow" }];
      return /^kill switch thrown/.test(text) ? [{ time, percent: 0, label: "kill switch" }] : [];
    });
}
