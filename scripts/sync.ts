import { runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { askDataSync } from "./platform/data-sync/data-sync.ts";
import { useDataSync } from "./platform/data-sync/sync-use.ts";
import { lookAtContext } from "./platform/instance/context.ts";
import { askYesNo } from "./toolchain/confirm.ts";

const command = new Command("sync")
  .description("says what data-sync is doing between both stores, and steers it")
  .usage("[options] status|freeze|unfreeze|dead-letters|conflicts|verify|v1-sessions …")
  .argument("<words...>", "what to do")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--json", "prints one JSON object", false)
  .allowUnknownOption()
  .addHelpText(
    "after",
    `
  status                                        what it is doing, in words; exit code 2 while it is frozen
  freeze --reason <text> [--dry-run]            writes nothing any more
  unfreeze [--from v1|v2] [--allow-deletes]     goes on; --from names the store that is right after a loss
           [--dry-run] [--yes]
  dead-letters [list|show|retry|drop] [key]     documents that cannot be carried;
               [--dry-run] [--yes]              drop: told of no more until the document changes
  conflicts [list|show] [key]                   values that lost against another one, newest first: the first 100 of
                                               each store in short, or at length those of one document; JSON has them whole
  verify [--sample [n]|--full]                  compares both stores, all documents or n by chance (1,000);
         [--from <position>]                    exit code 2 when they differ. A walk that was stopped goes on from
         [--repair-plan <file>]                 where it said it was. The plan: one line of JSON for each difference
  v1-sessions                                   how many sessions V2 has never served; exit code 2 when there is one

unfreeze and dead-letters drop tell what will happen and ask; --yes does not ask, --dry-run only tells.`,
  );

await runCommand("sync", async () => {
  command.exitOverride().parse();
  const { json, ...where } = command.opts<{ instance?: string; dockerHost?: string; json: boolean }>();
  const context = await lookAtContext(where);
  const words = [...command.args, ...(json ? ["--json"] : [])];
  return useDataSync(words, askDataSync(context), (question) => askYesNo(question));
});
