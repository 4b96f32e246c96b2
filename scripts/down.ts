import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "./messages/messages.ts";
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
import { everythingOf, removeEverything } from "./platform/containers/parts.ts";
import { refuseStarting, startLock } from "./platform/deploy/deploy-lock.ts";
import { instanceName } from "./platform/instance/instance.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { askYesNo } from "./toolchain/confirm.ts";
import { connectEngine } from "./toolchain/engine.ts";
import { lockHolder } from "./toolchain/lock.ts";
import { statePath } from "./toolchain/paths.ts";

const command = new Command("down")
  .description(
    "removes everything that one instance of the lab made, its data included; touches nothing else",
  )
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "lists what would be removed", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "does not ask", false)
  .addHelpText(
    "after",
    `
exit codes: 0 done, 1 wrong use or refused, nothing was changed, 4 failed: run it again
example: npm run down -- --instance try --dry-run`,
  );

interface Options {
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("down", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const report = options.json ? sayAside : say;
  const owner = { place: PLACE, instance: instanceName(PLACE, options.instance) };
  const { docker } = await connectEngine(options);
  const dir = statePath(owner.place, owner.instance);
  const { containers, networks, volumes } = await everythingOf(docker, owner);
  const { removal } = text;
  const state = existsSync(dir) ? [removal.state] : [];
  const list = [
    removal.containers(containers.length),
    removal.networks(networks.length),
    removal.volumes(volumes.length),
    ...state,
  ].join(", ");
  const isOnEngine = containers.length + networks.length + volumes.length > 0;
  const isNothing = state.length === 0 && !isOnEngine;
  report(
    isNothing
      ? removal.nothing(owner.instance, owner.place)
      : removal.found(owner.instance, owner.place, list),
  );
  const isForeign = state.length === 0 && isOnEngine;
  if (isForeign) report(removal.foreign(dir));
  const counts = { containers: containers.length, networks: networks.length, volumes: volumes.length };
  const end = (removed: boolean): ExitCode => {
    if (options.json) printAnswer({ ...owner, ...counts, state: state.length > 0, removed });
    return EXIT.done;
  };
  if (options.dryRun) return end(false);
  const starting = await lockHolder(startLock(owner));
  if (starting !== null) refuseStarting(owner.instance, starting);
  const holder = await lockHolder(join(dir, "deploy.lock"));
  if (holder !== null) throw new CommandError("SSM-BUSY", EXIT.wrongUse, text.errors.changeRuns(holder.pid));
  if (isNothing) return end(false);
  if (!options.yes && !(await askYesNo(text.questions.removeAll)))
    throw new CommandError("SSM-DECLINED", EXIT.wrongUse, text.questions.declined);
  await removeEverything(docker, owner, report);
  rmSync(dir, { recursive: true, force: true });
  report(removal.done);
  return end(true);
});
