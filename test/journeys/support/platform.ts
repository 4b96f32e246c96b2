import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type Docker from "dockerode";
import { type JournalEntry, standing } from "../../../infra/gate/journal-entries.ts";
import { verdictTable } from "../../../infra/gate/verdict.ts";
import { goTo } from "../../../scripts/bench/stages.ts";
import { EXIT } from "../../../scripts/platform/command/command.ts";
import { setDrill } from "../../../scripts/platform/containers/drill.ts";
import { partsOf, startPart } from "../../../scripts/platform/containers/parts.ts";
import { stageReached } from "../../../scripts/platform/deploy/preflight.ts";
import { type Judgement, judge } from "../../../scripts/platform/gate/judge.ts";
import { type Context, lookAtContext, openContext } from "../../../scripts/platform/instance/context.ts";
import { instanceName } from "../../../scripts/platform/instance/instance.ts";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import { PLACE } from "../../../scripts/platform/instance/place-name.ts";
import { isKilled } from "../../../scripts/platform/rollback/kill.ts";
import { statePath } from "../../../scripts/toolchain/paths.ts";
import { until } from "../../support/until.ts";
import { assertExit, command, type Running, startCommand } from "./commands.ts";

/** The platform of the tests; there must be one. */
export function platform(): Promise<Context> {
  return lookAtContext({});
}

/** Brings the platform to a stage in good health, from wherever an earlier journey left it. */
export async function reach(percent: number): Promise<Context> {
  if (!existsSync(statePath(PLACE, instanceName(PLACE))))
    assertExit(await command("start.ts", ["--yes", "--stage", "0"]), 0);
  const context = await platform();
  await makeWell(context);
  const at = await stageReached(context);
  // What a broken story left half-way is put right by the same stage again.
  if (at !== null && standing(await journal(context)).unsettled !== null) {
    assertExit(await command("deploy-v2.ts", [at.name]), 0);
  }
  if (at?.v2 === percent) return context;
  if (at !== null && at.v2 > percent) {
    assertExit(await command("rollback-v1.ts", ["--to", String(percent)]), 0);
    await liftKillSwitch(context);
    return context;
  }
  await climb(percent);
  return context;
}

/** Stage by stage without a gate: how gates open is the first journey's story. */
async function climb(percent: number): Promise<void> {
  const quiet = () => {};
  // With what changes a stage, which looking at one does not need.
  const context = await openContext({ asDeployed: true, yes: true, report: quiet });
  await goTo({ context, signal: new AbortController().signal, report: quiet }, percent);
}

/** Every container runs and is healthy, nothing is drilled, and the kill switch is off. */
export async function makeWell(context: Context): Promise<void> {
  const { docker, instance } = context;
  for (const part of await partsOf(docker, instance)) if (!part.running) await startPart(docker, part);
  await until("every container is healthy", async () =>
    (await partsOf(docker, instance)).every(({ state }) => state === "healthy"),
  );
  for (const app of ["v1", "v2", "nexten"]) await setDrill(docker, instance, app, null);
  await liftKillSwitch(context);
}

/** Lets V2 have traffic again. */
export async function liftKillSwitch({ docker, instance }: Context): Promise<void> {
  if (await isKilled(docker, instance))
    assertExit(await command("kill-switch.mjs", ["off", "--reason", "the next journey"]), 0);
}

/** The container of a service. */
export async function containerOf({ docker, instance }: Context, service: string): Promise<Docker.Container> {
  const part = (await partsOf(docker, instance)).find((item) => item.service === service);
  assert.ok(part, `there is no container of ${service}`);
  return docker.getContainer(part.id);
}

/** Container ids and the moments they were started: equal when nobody touched a container. */
export async function fingerprint({ docker, instance }: Context): Promise<Record<string, string>> {
  const parts = await partsOf(docker, instance);
  const pairs = await Promise.all(
    parts.map(
      async ({ id, name }) =>
        [name, `${id} since ${(await docker.getContainer(id).inspect()).State.StartedAt}`] as const,
    ),
  );
  return Object.fromEntries(pairs);
}

/** What the journal says happened. */
export async function journal(context: Context): Promise<readonly JournalEntry[]> {
  return (await readJournal(context.journal)).entries;
}

/** The verdict on the stage the platform is at, now. */
export async function judgeNow(context: Context): Promise<Judgement> {
  const stage = await stageReached(context);
  assert.ok(stage, "the platform is at no stage");
  return judge(context, stage);
}

/** Waits until the gate lets the platform leave its stage; fails with the verdict. */
export async function untilGatePasses(context: Context): Promise<void> {
  let judged: Judgement | undefined;
  await until("the gate passes", async () => {
    judged = await judgeNow(context);
    return judged.verdict.kind === "pass";
  }).catch((error: Error) => {
    const table = judged === undefined ? [] : verdictTable(judged.verdict);
    const reasons = judged?.verdict.kind === "hold" ? judged.verdict.reasons : [];
    throw new Error([error.message, ...table, ...reasons].join("\n"));
  });
}

const TRIES = 10;

/** Starts deploy-v2 once the gate passes, and resolves when it has said `text`: the gate may close again between the two. */
export async function startDeploy(context: Context, percent: number, text: string): Promise<Running> {
  for (let tried = 1; ; tried++) {
    await untilGatePasses(context);
    const deploy = startCommand("deploy-v2.ts", [String(percent)]);
    const said = deploy.says(text).then(() => true);
    const held = deploy.ended.then(({ code }) => code !== EXIT.held);
    if ((await Promise.race([said, held])) || tried === TRIES) {
      await said;
      return deploy;
    }
    said.catch(() => {});
  }
}
