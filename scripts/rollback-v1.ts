import { Command } from "commander";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, printAnswer, runCommand } from "./platform/command.ts";
import { lookAtContext, openContext } from "./platform/context.ts";
import { instanceName } from "./platform/instance.ts";
import { noGateway } from "./platform/kill.ts";
import { partsOf } from "./platform/parts.ts";
import { PLACE } from "./platform/place-name.ts";
import { checkDown, notFinished, type RollbackReport, rollBack, trafficToV1 } from "./platform/rollback.ts";
import { stageNamed } from "./platform/stage-named.ts";
import { connectEngine } from "./toolchain/engine.ts";

const command = new Command("rollback-v1")
  .description("all traffic back to V1 at once, then the declared state down to a lower stage")
  .option("--to <stage>", "the stage to go down to: 10, 10% or 010-percent", "0")
  .option("--reason <text>", "goes to the journal", "by hand")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what would happen and changes nothing", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
The kill switch is thrown first and stays on until: npm run kill-switch -- off --reason "…"
exit codes: 0 done, 1 wrong use, 5 the rest is not finished (the message says where the traffic is): run it again
example:    npm run rollback-v1 -- --to 10`,
  );

interface Options {
  readonly to: string;
  readonly reason: string;
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("rollback-v1", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const report = options.json ? console.error : console.log;
  const owner = { place: PLACE, instance: instanceName(PLACE, options.instance) };
  const { docker } = await connectEngine(options);
  await refuseUp(options);
  if (options.dryRun) {
    if (!(await partsOf(docker, owner)).some(({ service }) => service === "gateway")) throw noGateway();
    report(text.change.wouldRollBack(options.to));
    if (options.json) printAnswer({ instance: owner.instance, to: options.to, dryRun: true });
    return EXIT.done;
  }
  // Traffic first: before any file is read or any tool is looked for.
  const thrownAfter = await trafficToV1(docker, owner, report);
  const result = await finish(options, thrownAfter, report);
  if (options.json) printAnswer(result);
  return EXIT.done;
});

async function refuseUp(options: Options): Promise<void> {
  try {
    const context = await lookAtContext(options);
    await checkDown(context, stageNamed(context.stacks.stages, options.to));
  } catch (error) {
    // Nothing but a wrong `--to` may keep the traffic from V1: a mistake in a file is told after the switch.
    const wrongUse = error instanceof CommandError && ["SSM-NOT-DOWN", "SSM-NO-STAGE"].includes(error.id);
    if (wrongUse) throw error;
  }
}

async function finish(
  options: Options,
  thrownAfter: number | null,
  report: (line: string) => void,
): Promise<RollbackReport> {
  const context = await openContext({ ...options, asDeployed: true, report }).catch((error: unknown) => {
    // Nothing is there that could be brought back: the name is wrong.
    if (thrownAfter === null && error instanceof CommandError && error.id === "SSM-NO-INSTANCE") throw error;
    throw notFinished(error, thrownAfter !== null);
  });
  const to = stageNamed(context.stacks.stages, options.to);
  return rollBack(context, { reason: options.reason, to, thrownAfter });
}
