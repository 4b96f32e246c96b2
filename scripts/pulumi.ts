import { spawn } from "node:child_process";
import { standing } from "../infra/gate/journal-entries.ts";
import { EXIT, runCommand } from "./platform/command.ts";
import { openContext } from "./platform/context.ts";
import { readJournal } from "./platform/journal.ts";
import { openStack, POLICY_PACK, pulumiEnvironment } from "./platform/stack.ts";

const HELP = `usage: npm run pulumi -- preview|up|refresh|stack|… [any argument of pulumi]

Runs the Pulumi CLI on the lab's own state, at the stage the journal says, with the policy pack.
Another stage:  SSM_STAGE=025-percent npm run pulumi -- preview --diff
Another copy:   SSM_INSTANCE=NAME npm run pulumi -- preview`;

const JUDGED = ["preview", "up"];

await runCommand("pulumi", async () => {
  const [verb = "--help", ...rest] = process.argv.slice(2);
  if (verb === "--help" || verb === "-h") {
    console.log(HELP);
    return EXIT.done;
  }
  const context = await openContext({ yes: false, report: (line) => console.error(line) });
  const { stage } = standing((await readJournal(context.journal)).entries);
  await openStack(context.settings, process.env.SSM_STAGE ?? stage ?? context.stacks.place.stage);
  const judged = JUDGED.includes(verb) ? ["--policy-pack", POLICY_PACK] : [];
  const args = ["-C", context.instance.dir, verb, "--stack", context.instance.place, ...judged, ...rest];
  const child = spawn(`${context.settings.binDir}/pulumi`, args, {
    stdio: "inherit",
    env: { ...process.env, ...pulumiEnvironment(context.settings) },
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("exit", resolve),
  );
  return code === 0 ? EXIT.done : EXIT.failed;
});
