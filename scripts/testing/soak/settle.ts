import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { EXIT } from "../../platform/command/command.ts";
import { partsOf } from "../../platform/containers/parts.ts";
import { runIn } from "../../platform/containers/run-in.ts";
import type { Context } from "../../platform/instance/context.ts";
import { isKilled } from "../../platform/rollback/kill.ts";
import { projectDir } from "../../toolchain/paths.ts";
import { runProgram } from "../../toolchain/run-program.ts";
import type { Api } from "./api.ts";
import { type Found, lostInRaces, type Violation, violationsOf } from "./check.ts";
import type { Group } from "./entry.ts";
import type { Expected, Model } from "./model.ts";
import { readBack } from "./read-back.ts";

const READERS = 32;
/** What is still on its way after this time is a violation. */
const SETTLED_WITHIN_MS = 60_000;
const AGAIN_MS = 500;

/** Acknowledged writes of one group, and how many of them its own race lost. */
export interface Race {
  readonly acknowledged: number;
  readonly lost: number;
}

/** What the comparison says. */
export interface Judged {
  readonly violations: readonly Violation[];
  /** Until both stores said the same of every document, from the last write on; the reading is in it. */
  readonly settledSeconds: number;
  readonly races: Readonly<Record<"one app" | "two apps", Race>>;
  /** data-sync has stopped carrying and waits for a person, which explains stores that differ. */
  readonly frozen: boolean;
}

/**
 * Reads every document from both releases and compares it with the writers' log. What does not fit is read again for a
 * minute, because a change may be on its way; the last look is at everything once more.
 */
export async function judge(
  context: Context,
  api: Api,
  { documents }: Model,
  signal: AbortSignal,
): Promise<Judged> {
  const began = performance.now();
  await letV2Answer(context);
  let left: ReadonlyMap<string, Expected> = documents;
  for (;;) {
    const wrong = new Set(compare(documents, await look(left)).map(({ document }) => document));
    left = new Map([...left].filter(([key]) => wrong.has(key)));
    if (left.size === 0 || performance.now() - began > SETTLED_WITHIN_MS) break;
    await pause(AGAIN_MS);
  }
  const settledSeconds = (performance.now() - began) / 1000;
  const found = await look(documents);
  const race = (group: Group) => raceOf(group, documents, found);
  const races = { "one app": race("one app"), "two apps": race("two apps") };
  const frozen = await isFrozen(context);
  return { violations: compare(documents, found), settledSeconds, races, frozen };

  function look(some: ReadonlyMap<string, Expected>) {
    return readBack(api, some, { once: READERS, againMs: AGAIN_MS, signal });
  }
}

function compare(documents: Model["documents"], found: ReadonlyMap<string, Found>): Violation[] {
  return [...found].flatMap(([key, content]) => {
    const expected = documents.get(key);
    return expected === undefined ? [] : violationsOf(key, expected, content);
  });
}

function raceOf(group: Group, documents: Model["documents"], found: ReadonlyMap<string, Found>): Race {
  let [acknowledged, lost] = [0, 0];
  for (const [key, expected] of documents) {
    const content = found.get(key);
    if (expected.group !== group || content === undefined) continue;
    acknowledged += expected.lists.first.acknowledged.size;
    lost += lostInRaces(expected, content);
  }
  return { acknowledged, lost };
}

async function isFrozen({ docker, instance }: Context): Promise<boolean> {
  const sync = (await partsOf(docker, instance)).find(({ service }) => service === "data-sync");
  if (sync?.running !== true) return false;
  return (await runIn(docker, sync.id, ["node", "/app/main.mjs", "status"])) === EXIT.held;
}

/** After a rollback the gateway passes nothing to V2 until somebody lifts the kill switch. */
async function letV2Answer({ docker, instance }: Context): Promise<void> {
  if (!(await isKilled(docker, instance))) return;
  const script = join(projectDir, "scripts", "kill-switch.mjs");
  await runProgram(process.execPath, [script, "off", "--reason", "the soak reads V2's store"], {
    env: { SSM_INSTANCE: instance.instance },
  });
}
