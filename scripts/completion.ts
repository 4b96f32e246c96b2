import { join } from "node:path";
import { SHELLS, shellScript } from "./completion/shells.ts";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("completion")
  .description(
    "prints a script for your shell: the command ssm, which runs these commands from any folder and completes on Tab",
  )
  .argument("<shell>", "bash, zsh or fish")
  .addHelpText(
    "after",
    `
ssm deploy-v2 25 is npm run deploy-v2 -- 25, from any folder. It completes commands, options, stages, instances
and snapshots.
example:    source <(npm run --silent completion -- bash)     in fish: npm run --silent completion -- fish | source`,
  );

await runCommand("completion", async () => {
  command.exitOverride().parse();
  const [wanted] = command.processedArgs as [string];
  const shell = SHELLS.find((name) => name === wanted);
  if (shell === undefined) {
    throw new CommandError(
      "SSM-SHELL",
      EXIT.wrongUse,
      text.errors.shell(SHELLS.join(", "), JSON.stringify(wanted)),
    );
  }
  console.log(
    shellScript(shell, {
      entry: join(projectDir, "scripts", "run.mjs"),
      node: process.execPath,
      answer: join(projectDir, "scripts", "completion", "answer.ts"),
    }),
  );
  return EXIT.done;
});
