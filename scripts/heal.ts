import { homedir, userInfo } from "node:os";
import { decimal, text } from "./messages/messages.ts";
import { EXIT, printAnswer, runCommand, say, sayAside } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { bootUnit } from "./platform/instance/boot-unit.ts";
import { openContext } from "./platform/instance/context.ts";
import { instanceName, openInstance } from "./platform/instance/instance.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { putRight } from "./platform/pulumi/put-right.ts";

const command = new Command("heal")
  .description(
    "makes what runs equal to the stage that is reached, after a restart of the machine or a change by hand",
  )
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--unit", "prints a unit for systemd that does this after every start of the engine", false)
  .option("--dry-run", "says what is wrong and changes nothing", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .addHelpText(
    "after",
    `
Judges nothing, brings no more traffic to V2 and leaves the kill switch as it is.
exit codes: 0 done, 1 wrong use or refused, 4 failed, 5 partly (the message names the next command)
by itself after a reboot:
  npm run --silent heal -- --unit | sudo tee /etc/systemd/system/supersmartmatch-lab.service
  sudo systemctl enable supersmartmatch-lab`,
  );

interface Options {
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly unit: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

await runCommand("heal", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  if (options.unit) {
    console.log(unitOf(instanceName(PLACE, options.instance)));
    return EXIT.done;
  }
  const report = options.json ? sayAside : say;
  const signal = interruptSignal(report);
  const context = await openContext({ ...options, asDeployed: true, report, signal });
  const result = await putRight(context, options.dryRun, signal);
  const { ended, wouldBeRight, isRight, wasRight } = text.heal;
  const what = result.changed ? (options.dryRun ? wouldBeRight : isRight) : wasRight;
  report(ended(result.stage, what, decimal(result.seconds, 1)));
  if (options.json) printAnswer({ ...result, dryRun: options.dryRun });
  return EXIT.done;
});

function unitOf(name: string): string {
  const { instance } = openInstance(PLACE, name);
  const kept = ["SSM_STATE_DIR", "SSM_CACHE_DIR", "XDG_STATE_HOME", "XDG_CACHE_HOME"].flatMap((setting) => {
    const value = process.env[setting];
    return value === undefined ? [] : [[setting, value] as const];
  });
  const { username } = userInfo();
  const settings = Object.fromEntries(kept);
  return bootUnit({ instance, node: process.execPath, user: username, home: homedir(), settings }).trimEnd();
}
