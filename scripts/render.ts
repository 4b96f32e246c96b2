import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Option } from "commander";
import { IMAGE_NAMES } from "../infra/plan/input.ts";
import { makePlan } from "../infra/plan/make-plan.ts";
import type { Plan } from "../infra/plan/plan.ts";
import { loadPlanInput } from "../infra/plan-input.ts";
import { loadStacks } from "../infra/stage/load.ts";
import { text } from "./messages/messages.ts";
import { CommandError, EXIT, type ExitCode, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { stageNamed } from "./platform/deploy/stage-named.ts";
import { differences } from "./platform/pulumi/differences.ts";
import { projectDir } from "./toolchain/paths.ts";

const command = new Command("render")
  .description("prints every file that a stage generates, or what differs between two stages")
  .option("--stage <stage>", "25, 25% or 025-percent", "0")
  .option("--place <place>", "lab or production", "lab")
  .addOption(
    new Option(
      "--diff <stages...>",
      "exactly two stages: prints what changes from the first to the second",
    ).conflicts("stage"),
  )
  .option("--json", "prints the plan itself")
  .option("--write-expected", "writes every stage's files of the lab to test/expected, for its tests")
  .addHelpText("after", "\nexample: npm run render -- --diff 10 25");

interface Options {
  readonly stage: string;
  readonly place: string;
  readonly diff?: readonly string[];
  readonly json?: boolean;
  readonly writeExpected?: boolean;
}

await runCommand("render", async () => {
  const options = command.exitOverride().parse().opts<Options>();
  if (options.writeExpected) return writeExpected();
  if (options.diff !== undefined) {
    const [from, to] = options.diff;
    if (from === undefined || to === undefined || options.diff.length > 2) {
      throw new CommandError("SSM-DIFF", EXIT.wrongUse, text.errors.diff(options.diff.join(" ")));
    }
    const changes = differences(flat(planOf(options.place, from)), flat(planOf(options.place, to)));
    if (options.json) console.log(JSON.stringify(changes));
    else if (changes.length === 0) console.log(text.change.nothingDiffers(from, to));
    else console.log(changes.map(({ where, lines }) => `${where}\n${lines.join("\n")}`).join("\n\n"));
    return EXIT.done;
  }
  const plan = planOf(options.place, options.stage);
  if (options.json) console.log(JSON.stringify(plan, null, 2));
  else for (const [where, text] of Object.entries(files(plan))) console.log(`===== ${where}\n${text}`);
  return EXIT.done;
});

function writeExpected(): ExitCode {
  const { stages } = loadStacks({ dir: join(projectDir, "stacks"), place: "lab" });
  for (const { name } of stages) {
    for (const [where, text] of Object.entries(files(planOf("lab", name)))) {
      const file = join(projectDir, "test/expected", name, basename(where));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return EXIT.done;
}

// Names instead of content hashes: what is rendered here does not depend on what was built.
function planOf(place: string, stage: string): Plan {
  const stacks = join(projectDir, "stacks");
  const { stages } = loadStacks({ dir: stacks, place });
  const images = Object.fromEntries(IMAGE_NAMES.map((name) => [name, `${name}:built-here`]));
  return makePlan(loadPlanInput({ stacks, place, stage: stageNamed(stages, stage).name, images }));
}

function files(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    plan.configs.flatMap(({ service, files: texts }) =>
      Object.entries(texts).map(([path, text]) => [`${service}/${path}`, text]),
    ),
  );
}

// The rest of the plan beside the files, so that a diff shows everything that a stage changes.
function flat(plan: Plan): Record<string, string> {
  const { configs, ...rest } = plan;
  return { ...files(plan), plan: JSON.stringify(rest, null, 2) };
}
