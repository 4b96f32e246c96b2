import { Command } from "commander";
import { EXIT, runCommand } from "./platform/command.ts";
import { lookAtContext } from "./platform/context.ts";
import { askDataSync } from "./platform/data-sync.ts";

const command = new Command("sync")
  .description("says what data-sync is doing between both stores, and steers it")
  .usage("[options] status|freeze|unfreeze|dead-letters|verify …")
  .argument("<words...>", "what to do")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .passThroughOptions()
  .addHelpText(
    "after",
    `
  status [--json]                               what it is doing, in words; exit code 2 while it is frozen
  freeze --reason <text>                        writes nothing any more
  unfreeze [--from v1|v2] [--allow-deletes]     goes on; --from names the store that is right after a loss
  dead-letters [list|show|retry|drop] [key]     documents that cannot be carried [--json]
  verify [--sample <n>|--full] [--json]         compares both stores; exit code 2 when they differ`,
  );

await runCommand("sync", async () => {
  command.exitOverride().parse();
  const context = await lookAtContext(command.opts<{ instance?: string; dockerHost?: string }>());
  const code = await askDataSync(context, command.args);
  return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
});
