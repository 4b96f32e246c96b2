import { Command } from "commander";
import { EXIT, runCommand } from "./platform/command.ts";
import { openContext } from "./platform/context.ts";
import { stageReached } from "./platform/preflight.ts";
import { checkDown, rollBack } from "./platform/rollback.ts";
import { stageNamed } from "./platform/stage-named.ts";

const command = new Command("rollback-v1")
  .description("all traffic back to V1 at once, then the declared state down to a lower stage")
  .option("--to <stage>", "the stage to go down to", "0")
  .option("--reason <text>", "goes to the journal", "by hand")
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what would happen and changes nothing", false)
  .option("--json", "ends with one JSON object", false)
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
The kill switch is thrown first and stays on until: npm run kill-switch -- off --reason "…"
exit codes: 0 done, 1 wrong use, 4 failed, 5 traffic is on V1 but the rest is not finished: run it again
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
  const report = options.json ? () => {} : console.log;
  const context = await openContext({ ...options, report });
  const to = stageNamed(context.stacks.stages, options.to);
  await checkDown(context, to);
  if (options.dryRun) {
    const at = await stageReached(context);
    console.log(`would throw the kill switch (traffic on V1 within 1 s), then go from ${at?.name ?? "nothing"} to ${to.name} (about 10 s); nothing was changed`);
    return EXIT.done;
  }
  const result = await rollBack(context, { reason: options.reason, to });
  if (options.json) console.log(JSON.stringify(result));
  return EXIT.done;
});
