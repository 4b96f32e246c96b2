import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "../bench/groups.ts";
import { instancesIn, projectDir } from "../toolchain/paths.ts";
import type { Known } from "./candidates.ts";
import { definitionOf } from "./definitions.mjs";

const COMMAND = /^([a-z][a-z0-9-]*)\.(ts|mjs)$/;

/** What can be typed in this checkout now: its commands, stages, places and instances. Takes milliseconds. */
export function lookAtKnown(): Known {
  const scripts = join(projectDir, "scripts");
  const commands = readdirSync(scripts)
    .filter((file) => COMMAND.test(file) && file !== "run.mjs")
    .map((file) => {
      const source = readFileSync(join(scripts, file), "utf8");
      return [file.replace(/\.(ts|mjs)$/, ""), definitionOf(source)] as const;
    });
  const stages = namesIn("stacks/stages", /^(\d{3}-[a-z-]+)\.yaml$/).map(stageWord);
  return {
    commands: Object.fromEntries(commands),
    values: {
      stage: stages,
      stages,
      name: instancesIn("lab"),
      place: namesIn("stacks", /^Pulumi\.([a-z-]+)\.yaml$/),
      app: ["v1", "v2", "nexten"],
      group: Object.keys(GROUPS),
      shell: ["bash", "zsh", "fish"],
    },
  };
}

function namesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(projectDir, folder)).flatMap((file) => pattern.exec(file)?.[1] ?? []);
}

/** The way people type a stage: its share, or its name where the number is no share. */
function stageWord(name: string): string {
  const share = Number(name.slice(0, 3));
  return share <= 100 ? String(share) : name;
}
