import { join } from "node:path";
import { Option } from "commander";
import { en } from "./messages/en.ts";
import { text } from "./messages/messages.ts";
import { EXIT, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { instanceName } from "./platform/instance/instance.ts";
import { PLACE } from "./platform/instance/place-name.ts";
import { check, exitCodeOf } from "./pr-check/check.ts";
import { stateFileOf } from "./pr-check/exported-state.ts";
import { refuseNoFolder, writeOutput } from "./pr-check/output.ts";
import { report } from "./pr-check/report.ts";
import { saveState } from "./pr-check/save-state.ts";
import { plainText } from "./pr-check/sections.ts";
import { projectDir } from "./toolchain/paths.ts";
import { prepare } from "./toolchain/prepare.ts";

const PLACES = ["lab", "production"] as const;

const command = new Command("pr-check")
  .description(
    "what a change does to users, generated files and resources, as a pull request's reviewer sees it",
  )
  .option("--base <commit>", "branch (of origin if not here), tag or commit that it comes from", "main")
  .addOption(new Option("--place <place>", "only this place; both without it").choices(PLACES))
  .option("--state <file>", "an exported state instead of stacks/<place>.state.json; needs --place")
  .option("--out <folder>", "also writes report, comment, data and every difference as files")
  .option("--json", "prints the data instead of the report")
  .addOption(
    new Option(
      "--save-state <file>",
      "only exports the state of --place without secret values; - is stacks/<place>.state.json",
    ).conflicts("state"),
  )
  .addHelpText(
    "after",
    "\nChanges nothing but the files you name, and needs no Docker engine." +
      "\nexit codes: 0 fine, 1 wrong use or mistakes in YAML files, 2 refused by a rule of the policy pack, 4 the preview failed" +
      "\nexample: npm run pr-check -- --base main --place production",
  );

interface Options {
  readonly base: string;
  readonly place?: (typeof PLACES)[number];
  readonly state?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly saveState?: string;
}

await runCommand("pr-check", async () => {
  const options = command.exitOverride().parse().opts<Options>();
  const { place, state, saveState: file, out } = options;
  if (place === undefined && (state !== undefined || file !== undefined))
    command.error("error: --state and --save-state need --place: a state belongs to one place");
  if (place !== undefined && file !== undefined) {
    refuseForeign(place, file);
    await saveState(place, file === "-" ? join(projectDir, stateFileOf(place)) : file, await pulumi());
    return EXIT.done;
  }
  if (out !== undefined) refuseNoFolder(out);
  const places = place === undefined ? PLACES : [place];
  const result = await check({ base: options.base, places, state, binDir: pulumi, report: say });
  if (out !== undefined) writeOutput(out, result, report(result, en.prReport));
  console.log(options.json ? JSON.stringify(result, null, 2) : plainText(report(result, text.prReport)));
  return exitCodeOf(result);
});

/** What is committed is the instance that everybody's preview is of. */
function refuseForeign(place: string, file: string): void {
  if (file === "-" && place === PLACE && instanceName(place) !== place)
    command.error(
      `error: ${stateFileOf(place)} is of the instance ${place}: leave SSM_INSTANCE out, or name another file`,
    );
}

/** Folder of the Pulumi CLI, prepared when it is missing. */
async function pulumi(): Promise<string> {
  const tools = await prepare({ docker: false, images: false, pulumi: true, yes: false, report: say });
  return tools.pulumi.binDir;
}

function say(line: string): void {
  console.error(line);
}
