import { Command } from "commander";
import { verdictTable } from "../infra/gate/verdict.ts";
import type { Stage } from "../infra/stage/schema.ts";
import { certificateWarning } from "./platform/certificate-end.ts";
import { EXIT, printAnswer, runCommand } from "./platform/command.ts";
import { type Context, lookAtContext } from "./platform/context.ts";
import { judge } from "./platform/judge.ts";
import { isKilled } from "./platform/kill.ts";
import { type Part, partsOf } from "./platform/parts.ts";
import { stageReached } from "./platform/preflight.ts";
import { progressLine } from "./platform/progress.ts";
import { presentState, refuseBrokenState } from "./platform/state-copies.ts";

const command = new Command("status")
  .description("says how the platform is doing; changes nothing and installs nothing")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--json", "one JSON object", false);

await runCommand("status", async () => {
  command.exitOverride().parse();
  const options = command.opts<{ instance?: string; dockerHost?: string; json: boolean }>();
  const context = await lookAtContext(options);
  const [stage, killed, parts] = await Promise.all([
    stageReached(context),
    isKilled(context.docker, context.instance),
    partsOf(context.docker, context.instance),
  ]);
  await (options.json ? printJson : print)(context, stage, killed, parts);
  // Last, so that it is read: the next change would meet it.
  refuseBrokenState(context.instance);
  return EXIT.done;
});

async function print(
  context: Context,
  stage: Stage | null,
  killed: boolean,
  parts: readonly Part[],
): Promise<void> {
  console.log(
    `instance    ${context.instance.instance} of ${context.instance.place}, state in ${context.instance.dir}`,
  );
  console.log(`stage       ${stage?.name ?? "none yet"}`);
  console.log(`kill switch ${killed ? "ON: every request goes to V1" : "off"}`);
  for (const part of parts) console.log(`  ${part.name.padEnd(28)} ${part.state}`);
  const ending = certificateWarning(context.instance.dir);
  if (ending !== null) console.log(`WARNING: ${ending}`);
  if (stage === null) return;
  if (parts.some(({ state }) => state !== "healthy"))
    console.log("not everything is healthy; what is gone is made again by: npm run heal");
  const judgement = await judge(context, stage);
  console.log(progressLine(stage, judgement, Date.now() / 1000));
  for (const line of verdictTable(judgement.verdict)) console.log(`  ${line}`);
  if (judgement.verdict.kind !== "pass")
    for (const reason of judgement.verdict.reasons) console.log(`  ${reason}`);
  if (judgement.verdict.warning !== null) console.log(`WARNING: ${judgement.verdict.warning}`);
}

async function printJson(
  context: Context,
  stage: Stage | null,
  killed: boolean,
  parts: readonly Part[],
): Promise<void> {
  const judgement = stage === null ? null : await judge(context, stage);
  const { instance, place, dir } = context.instance;
  printAnswer({
    instance,
    place,
    stateFolder: dir,
    stage: stage?.name ?? null,
    killed,
    parts,
    verdict: judgement?.verdict ?? null,
    hold: judgement?.hold ?? null,
    measurements: judgement?.measurements ?? null,
    state: presentState(context.instance),
  });
}
