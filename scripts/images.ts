import { join } from "node:path";
import { buildImages, builtLines, planImages, plannedLines } from "./images/build.ts";
import { checkImages } from "./images/check.ts";
import { pinImages } from "./images/pin.ts";
import { openRegistries } from "./images/registries.ts";
import { EXIT, type ExitCode, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { connectEngine } from "./toolchain/engine.ts";
import { projectDir } from "./toolchain/paths.ts";

const dir = join(projectDir, "stacks");
let outcome: ExitCode = EXIT.done;

const command = new Command("images")
  .description("looks after the images that production runs: stacks/images.lock.yaml and the registries")
  .addHelpText(
    "after",
    "\nAsks each image's own registry, with the credentials of docker login and through the proxies of the environment." +
      "\nexample: npm run images -- pin nginx   and later: npm run images -- check",
  )
  .exitOverride();

command
  .command("check [images...]")
  .description(
    "says which images are missing in their registry, stale or unverified; exit code 0 when none is",
  )
  .option("--write", "notes in the lock which digests were seen: verified: true", false)
  .option("--dry-run", "with --write: shows the difference and writes nothing", false)
  .option("--yes", "with --write: does not ask", false)
  .option("--json", "one JSON object", false)
  .action(async (names: string[], options: Record<"write" | "dryRun" | "yes" | "json", boolean>) => {
    const report = options.json ? console.error : console.log;
    outcome = await checkImages(context(), names, {
      ...options,
      report,
      print: console.log,
      answer: options.json ? printAnswer : null,
    });
  });

command
  .command("pin [images...]")
  .description("writes the digests that the tags stand for now into the lock")
  .option("--dry-run", "shows the difference and writes nothing", false)
  .option("--yes", "does not ask", false)
  .option("--json", "one JSON object", false)
  .action(async (names: string[], options: Record<"dryRun" | "yes" | "json", boolean>) => {
    const report = options.json ? console.error : console.log;
    const pinned = await pinImages(context(), names, { ...options, report });
    if (options.json) printAnswer({ changed: pinned.changed, written: pinned.outcome === "written" });
  });

command
  .command("build")
  .description("builds the images of our own services for production and says how large they are")
  .option("--base <image>", "what they are built on, Node 24 with a shell (default: node of the lock)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option(
    "--dry-run",
    "says what would be built of which files, and how large they are; needs no engine",
    false,
  )
  .option("--json", "one JSON object", false)
  .action(async (options: { base?: string; dockerHost?: string; dryRun: boolean; json: boolean }) => {
    if (options.dryRun) {
      const planned = await planImages({ dir, base: options.base });
      if (options.json) return printAnswer({ planned });
      return print(plannedLines(planned));
    }
    const { docker } = await connectEngine(options);
    const built = await buildImages({ dir, docker, base: options.base, report: console.error });
    if (options.json) printAnswer({ images: built });
    else print(builtLines(built));
  });

await runCommand("images", async () => {
  await command.parseAsync();
  return outcome;
});

function context() {
  return { dir, registries: openRegistries(), today: new Date() };
}

function print(lines: readonly string[]): void {
  console.log(lines.join("\n"));
}
