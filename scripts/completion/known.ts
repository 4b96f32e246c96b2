import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GROUPS } from "../bench/groups.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { instancesIn, projectDir, statePath } from "../toolchain/paths.ts";
import type { Known } from "./candidates.ts";
import { definitionOf } from "./definitions.mjs";

const COMMAND = /^([a-z][a-z0-9-]*)\.(ts|mjs)$/;

/**
 * What can be typed in this checkout now: its commands, stages, places, instances, and the snapshots of the instance that
 * the words typed so far name. Takes milliseconds, and gives less where something cannot be read.
 */
export function lookAtKnown(typed: readonly string[] = []): Known {
  const scripts = join(projectDir, "scripts");
  const commands = readdirSync(scripts)
    .filter((file) => COMMAND.test(file) && file !== "run.mjs")
    .map((file) => {
      const source = readFileSync(join(scripts, file), "utf8");
      return [file.replace(/\.(ts|mjs)$/, ""), definitionOf(source)] as const;
    });
  const snapshots = snapshotsOf(instanceIn(typed));
  const stages = namesIn("stacks/stages", /^(\d{3}-[a-z-]+)\.yaml$/).map(stageWord);
  return {
    commands: Object.fromEntries(commands),
    values: {
      stage: stages,
      stages,
      name: instancesIn(PLACE),
      snapshot: snapshots,
      id: snapshots,
      origin: ["v1", "v2"],
      place: namesIn("stacks", /^Pulumi\.([a-z-]+)\.yaml$/),
      app: ["v1", "v2", "nexten"],
      group: Object.keys(GROUPS),
      shell: ["bash", "zsh", "fish"],
    },
  };
}

/** The instance that a command would act on. */
function instanceIn(typed: readonly string[]): string {
  const words = typed.flatMap((word) => word.split("=")).filter((word) => word !== "");
  const index = words.lastIndexOf("--instance");
  return (index < 0 ? undefined : words[index + 1]) ?? (process.env.SSM_INSTANCE || PLACE);
}

/** The newest first: that is the one which is wanted mostly. */
function snapshotsOf(instance: string): string[] {
  if (!instancesIn(PLACE).includes(instance)) return [];
  const folder = join(statePath(PLACE, instance), "snapshots");
  try {
    return readdirSync(folder)
      .filter((id) => existsSync(join(folder, id, "manifest.json")))
      .sort()
      .reverse();
  } catch {
    // There is none yet, or it is not this user's.
    return [];
  }
}

function namesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(projectDir, folder)).flatMap((file) => pattern.exec(file)?.[1] ?? []);
}

/** The way people type a stage: its share, or its name where the number is no share. */
function stageWord(name: string): string {
  const share = Number(name.slice(0, 3));
  return share <= 100 ? String(share) : name;
}
