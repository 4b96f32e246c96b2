import { text } from "./messages/messages.ts";
import { aimedHere } from "./messages/next-command.mjs";
import {
  CommandError,
  EXIT,
  type ExitCode,
  printAnswer,
  runCommand,
  say,
  sayAside,
} from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { readStacks } from "./platform/instance/context.ts";
import { type Instance, instanceName, openInstance } from "./platform/instance/instance.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { commandAfter, copyNamed, refuseUnopenable, restoreState } from "./platform/pulumi/restore-state.ts";
import { copiesOf, presentState } from "./platform/pulumi/state-copies.ts";
import { stateWords } from "./platform/pulumi/state-text.ts";
import { askYesNo } from "./toolchain/confirm.ts";
import { prepare } from "./toolchain/prepare.ts";

interface Options {
  readonly json: boolean;
}

interface RestoreOptions extends Options {
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const command = new Command("state")
  .description("lists the copies of the Pulumi state that every change keeps, and puts one back")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    "after",
    `
A copy is put back only when Pulumi opens it with the instance's passphrase; the present state is kept as a copy.
Nothing that runs is touched: the last line names the command that makes the state and what runs agree again.
exit codes: 0 done, 1 wrong use or refused, nothing was changed
example:    npm run state -- restore latest`,
  );

await runCommand("state", async () => {
  let code: ExitCode = EXIT.done;
  command.exitOverride();
  command
    .command("list")
    .description("every copy, the newest first, and the present state")
    .option("--json", "one JSON object", false)
    .action((options: Options) => {
      list(instanceOf(), options);
    });
  command
    .command("restore")
    .description("puts a copy in the place of the present state")
    .argument("<copy>", "a name from the list, or latest: the newest readable one")
    .option("--dry-run", "checks the copy, says what would be done and changes nothing", false)
    .option("--yes", "does not ask", false)
    .option("--json", "prints one JSON object, progress goes to standard error", false)
    .action(async (name: string, options: RestoreOptions) => {
      code = await restore(instanceOf(), name, options);
    });
  await command.parseAsync();
  return code;
});

function instanceOf(): Instance {
  const { instance } = command.opts<{ readonly instance?: string }>();
  return openInstance(PLACE, instanceName(PLACE, instance));
}

function list(instance: Instance, { json }: Options): void {
  const present = presentState(instance);
  const copies = copiesOf(instance);
  if (json) {
    printAnswer({ instance: instance.instance, present, copies });
    return;
  }
  say(text.state.present(present === null ? text.state.noneYet : stateWords(present)));
  for (const { name, bytes, state } of copies)
    say(text.state.copy(name, stateWords(state), Math.ceil(bytes / 1024)));
  if (copies.length === 0) say(text.state.noCopies);
}

async function restore(instance: Instance, name: string, options: RestoreOptions): Promise<ExitCode> {
  const report = options.json ? sayAside : say;
  const copy = copyNamed(instance, name);
  const { pulumi } = await prepare({ docker: false, images: false, pulumi: true, yes: options.yes, report });
  await refuseUnopenable(instance, copy, pulumi.binDir);
  const next = await commandAfter(instance, copy, readStacks().stages);
  const present = presentState(instance);
  const { chosen, replaced, none, ask, declined, wouldPutBack, putBack } = text.state;
  report(chosen(copy.name, stateWords(copy.state)));
  report(replaced(present === null ? none : stateWords(present)));
  if (!options.dryRun) {
    if (!options.yes && !(await askYesNo(ask)))
      throw new CommandError("SSM-DECLINED", EXIT.wrongUse, declined);
    await restoreState(instance, copy, report);
  }
  if (options.json)
    printAnswer({ instance: instance.instance, copy, restored: !options.dryRun, next: aimedHere(next) });
  report(options.dryRun ? wouldPutBack(next) : putBack(next));
  return EXIT.done;
}
