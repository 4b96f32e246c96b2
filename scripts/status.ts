import { verdictTable } from "../infra/gate/verdict.ts";
import type { Stage } from "../infra/stage/schema.ts";
import { text, told } from "./messages/messages.ts";
import { aimedHere } from "./messages/next-command.mjs";
import { EXIT, printAnswer, runCommand, say } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { progressLine } from "./platform/command/progress.ts";
import { type Part, partsOf } from "./platform/containers/parts.ts";
import { stageReached } from "./platform/deploy/preflight.ts";
import { alertLines, raisedAlerts } from "./platform/gate/alert-lines.ts";
import { judge } from "./platform/gate/judge.ts";
import { certificateWarning } from "./platform/instance/certificate-end.ts";
import { type Context, lookAtContext } from "./platform/instance/context.ts";
import { presentState, refuseBrokenState } from "./platform/pulumi/state-copies.ts";
import { fenceOf } from "./platform/rollback/fence.ts";
import { askKillSwitch } from "./platform/rollback/kill.ts";
import { listSnapshots } from "./platform/snapshots/manifest.ts";
import { overdue } from "./platform/snapshots/retention.ts";

const command = new Command("status")
  .description("says how the platform is doing; changes nothing on the platform and installs no tool")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--json", "one JSON object", false);

await runCommand("status", async () => {
  command.exitOverride().parse();
  const options = command.opts<{ instance?: string; dockerHost?: string; json: boolean }>();
  const context = await lookAtContext(options);
  const [stage, killed, parts] = await Promise.all([
    stageReached(context),
    askKillSwitch(context.docker, context.instance),
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
  killed: boolean | null,
  parts: readonly Part[],
): Promise<void> {
  const { status, change } = text;
  const { instance, place, dir } = context.instance;
  say(status.instance(instance, place, dir));
  say(status.stage(stage?.name));
  say(status.killSwitch(killed === null ? status.unknown : killed ? status.on : status.off));
  const fence = await fenceOf(context.docker, context.instance);
  if (fence !== null) say(status.fence(new Date(fence.since).toISOString()));
  for (const part of parts) say(`  ${part.name.padEnd(28)} ${part.state}`);
  const ending = certificateWarning(context.instance.dir);
  if (ending !== null) say(change.warning(ending));
  const late = await lateSnapshots(context);
  if (late.length > 0) say(change.warning(text.sunset.overdue(late.length)));
  if (stage === null) return;
  for (const line of alertLines(await raisedAlerts(context.prometheus))) say(line);
  if (parts.some(({ state }) => state !== "healthy")) say(status.notHealthy);
  const gateway = parts.find(({ service }) => service === "gateway");
  if (gateway?.running === false) say(status.nobodyServed(gateway.name, gateway.state));
  const judgement = await judge(context, stage);
  say(progressLine(stage, judgement, Date.now() / 1000));
  for (const line of verdictTable(judgement.verdict)) say(`  ${told(line)}`);
  if (judgement.verdict.kind !== "pass")
    for (const reason of judgement.verdict.reasons) say(`  ${told(reason)}`);
  if (judgement.verdict.kind === "rollback") say(status.wayBack);
  if (judgement.verdict.warning !== null) say(change.warning(told(judgement.verdict.warning)));
}

async function lateSnapshots({ instance }: Context): Promise<string[]> {
  return overdue(await listSnapshots(instance), new Date());
}

async function printJson(
  context: Context,
  stage: Stage | null,
  killed: boolean | null,
  parts: readonly Part[],
): Promise<void> {
  const judgement = stage === null ? null : await judge(context, stage);
  const verdict = judgement?.verdict ?? null;
  const raised = await raisedAlerts(context.prometheus);
  const { instance, place, dir } = context.instance;
  printAnswer({
    instance,
    place,
    stateFolder: dir,
    stage: stage?.name ?? null,
    killed,
    parts,
    verdict:
      verdict === null || verdict.kind === "pass"
        ? verdict
        : { ...verdict, reasons: verdict.reasons.map(aimedHere) },
    hold: judgement?.hold ?? null,
    // Null where nobody can tell: none is not the same.
    alerts:
      typeof raised === "string"
        ? null
        : raised.map((alert) => ({ ...alert, runbook: aimedHere(alert.runbook) })),
    measurements: judgement?.measurements ?? null,
    state: presentState(context.instance),
    overdueSnapshots: await lateSnapshots(context),
  });
}
