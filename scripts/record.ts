import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { interruptSignal } from "./platform/command/interrupt.ts";
import { recordRollback, recordRollout } from "./record/stories.ts";
import { runRecorded } from "./record/transcript.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("record")
  .description(
    "records a rollout and a rollback: what the terminal shows, with times, and pictures of the measurements",
  )
  .option("--yes", "accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
Runs the real commands on an instance of its own, removes it, and writes docs/recordings/. Takes about 10 minutes.
exit codes: 0 done, 4 a command did not end as it should`,
  );

/** The instance that is made, recorded and removed. */
const INSTANCE = "record";

await runCommand("record", async () => {
  command.exitOverride().parse();
  const { yes } = command.opts<{ yes: boolean }>();
  const session = { instance: INSTANCE, signal: interruptSignal(console.log), report: console.log };
  const folder = join(projectDir, "docs", "recordings");
  mkdirSync(folder, { recursive: true });
  try {
    for (const { name, text, picture } of [
      await recordRollout(session, yes),
      await recordRollback(session),
    ]) {
      writeFileSync(join(folder, `${name}.txt`), text);
      writeFileSync(join(folder, `${name}.svg`), picture);
      console.log(`written: docs/recordings/${name}.txt, ${name}.svg`);
    }
  } finally {
    // Not the session's own signal: what was made is removed after Ctrl-C too.
    await runRecorded({ ...session, signal: new AbortController().signal }, ["down", "--yes"]);
  }
  return EXIT.done;
});
