/** runs the Pulumi CLI on the state of the lab, at its stage and with the policy pack */
import { spawn } from "node:child_process";
import { standing } from "../infra/gate/journal-entries.ts";
import type { Stage } from "../infra/stage/schema.ts";
import { help } from "./messages/help.mjs";
import { EXIT, runCommand, sayAside } from "./platform/command/command.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { type Context, openContext } from "./platform/instance/context.ts";
import { appendToJournal, readJournal } from "./platform/instance/journal.ts";
import { openStack, POLICY_PACK, pulumiEnvironment } from "./platform/pulumi/stack.ts";
import { nameEngine } from "./toolchain/engine-connection.ts";

const HELP = `usage: npm run pulumi -- preview|up|refresh|stack|… [any argument of pulumi]

Runs the Pulumi CLI on the lab's own state, at the stage the journal says, with the policy pack.
Another stage: SSM_STAGE=025-percent npm run pulumi -- preview --diff

--instance NAME    which copy of the platform (default: SSM_INSTANCE, else lab)
--docker-host URL  an engine other than this machine's own

What is often asked of pulumi:
--diff             preview, up: what changes within each resource
--json             preview, stack: one JSON object
--refresh          preview, up: looks first at what runs
--target URN       preview, up: this resource alone
--show-secrets     stack output: in plain text

An up by hand skips the gate, the look from outside and the watch; it is noted in the journal.
exit codes: 0 done, 1 wrong use, 4 pulumi failed`;

const JUDGED = ["preview", "up"];

await runCommand("pulumi", async () => {
  const given = process.argv.slice(2);
  const instance = takeOut(given, "--instance");
  nameEngine(takeOut(given, "--docker-host"));
  const [verb = "--help", ...rest] = given;
  if (verb === "--help" || verb === "-h") {
    console.log(help(HELP));
    return EXIT.done;
  }
  const context = await openContext({ instance, yes: false, report: sayAside });
  const { stage } = standing((await readJournal(context.journal)).entries);
  const wanted = stageNamed(
    context.stacks.stages,
    process.env.SSM_STAGE ?? stage ?? context.stacks.place.stage,
  );
  await openStack(context.settings, wanted.name);
  const judged = JUDGED.includes(verb) ? ["--policy-pack", POLICY_PACK] : [];
  const args = ["-C", context.instance.dir, verb, "--stack", context.instance.place, ...judged, ...rest];
  const child = spawn(`${context.settings.binDir}/pulumi`, args, {
    stdio: "inherit",
    env: { ...process.env, ...pulumiEnvironment(context.settings) },
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("exit", resolve),
  );
  if (code === 0 && verb === "up") await noteStage(context, wanted);
  return code === 0 ? EXIT.done : EXIT.failed;
});

/** An option that is not Pulumi's, wherever it stands. */
function takeOut(args: string[], option: string): string | undefined {
  const index = args.indexOf(option);
  if (index < 0) return undefined;
  const [, value = "?"] = args.splice(index, 2);
  return value;
}

/** An up by hand counts as a deploy: status, gate and the next deploy then know the stage. */
async function noteStage(context: Context, { name, v2 }: Stage): Promise<void> {
  await appendToJournal(context.journal, { what: "deploy-finished", stage: name, v2, changed: true });
}
