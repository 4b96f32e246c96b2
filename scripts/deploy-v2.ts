import { text } from "./messages/messages.ts";
import { aimedHere } from "./messages/next-command.mjs";
import { EXIT, printAnswer, runCommand, say, sayAside } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { deploy } from "./platform/deploy/deploy.ts";
import { deployAnswer, heldBack } from "./platform/deploy/deploy-answer.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { openContext, readStacks } from "./platform/instance/context.ts";
import { readJournal } from "./platform/instance/journal.ts";
import { askYesNo } from "./toolchain/confirm.ts";

const command = new Command("deploy-v2")
  .description(
    "moves the platform to the next stage, when the gate of the current one allows it; the same stage again puts it right",
  )
  .argument("<stage>", "25, 25% or 025-percent")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "judges everything, notes the verdict in the journal, and changes nothing else", false)
  .option("--allow-replace", "accepts the outage of a gateway or store that must be replaced", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "accepts the installation of what is missing, and that 130-sunset removes V1's app", false)
  .addHelpText(
    "after",
    `
exit codes: 0 done, 1 wrong use or refused before anything changed, 2 held by the gate or a part is not healthy, 3 rolled back,
            4 failed with everything as before, 5 partly applied (the message names the next command)
example:    npm run deploy-v2 -- 25`,
  );

interface Options {
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly allowReplace: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("deploy-v2", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const report = options.json ? sayAside : say;
  const [wanted] = command.processedArgs as [string];
  // Before anything is prepared: a wrong stage is told at once.
  stageNamed(readStacks().stages, wanted);
  const context = await openContext({ ...options, report });
  const stage = stageNamed(context.stacks.stages, wanted);
  const entries = async () => (await readJournal(context.journal)).entries;
  const known = (await entries()).length;
  const agreed = async () =>
    options.yes || (process.stdin.isTTY && (await askYesNo(text.sunset.ask(stage.name))));
  const code = await deploy(context, stage, { ...options, agreed, signal: interruptSignal(report) });
  if (options.json) {
    const { instance } = context.instance;
    const { verdict, ...answer } = deployAnswer(await entries(), known);
    const reasons = verdict?.reasons.map(aimedHere);
    printAnswer({ instance, dryRun: options.dryRun, ...answer, verdict: verdict && { ...verdict, reasons } });
  }
  if (code === EXIT.held) throw heldBack(await entries(), stage);
  return code;
});
