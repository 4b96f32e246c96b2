import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { GROUPS } from "../bench/groups.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { instancesIn, projectDir, statePath } from "../toolchain/paths.ts";
import type { Known } from "./candidates.ts";
import { definitionOf } from "./definitions.mjs";

const COMMAND = /^([a-z][a-z0-9-]*)\.(ts|mjs)$/;

/**
 * What can be typed in this checkout now: its commands, stages, places, images, instances, and the snapshots and copies of
 * the state of the instance that the words typed so far name. Takes milliseconds, and gives less where something cannot be read.
 */
export function lookAtKnown(typed: readonly string[] = []): Known {
  const scripts = join(projectDir, "scripts");
  const commands = readdirSync(scripts)
    .filter((file) => COMMAND.test(file) && file !== "run.mjs")
    .map((file) => {
      const source = readFileSync(join(scripts, file), "utf8");
      return [file.replace(/\.(ts|mjs)$/, ""), definitionOf(source)] as const;
    });
  const instance = instanceIn(typed);
  const snapshots = keptIn("snapshots", instance, (path) => existsSync(join(path, "manifest.json")));
  const copies = keptIn("backups", instance, (path) => path.endsWith(".json")).map((file) =>
    basename(file, ".json"),
  );
  const stages = namesIn("stacks/stages", /^(\d{3}-[a-z-]+)\.yaml$/).map(stageWord);
  return {
    commands: Object.fromEntries(commands),
    values: {
      stage: stages,
      stages,
      "rollback-v1 --to": stages.filter((stage) => /^\d+$/.test(stage)),
      images: imagesInLock(),
      copy: copies.length > 0 ? ["latest", ...copies] : [],
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

/** What an instance keeps in a folder, the newest first: that is the one which is wanted mostly. */
function keptIn(folderName: string, instance: string, isWhole: (path: string) => boolean): string[] {
  if (!instancesIn(PLACE).includes(instance)) return [];
  const folder = join(statePath(PLACE, instance), folderName);
  try {
    return readdirSync(folder)
      .filter((name) => isWhole(join(folder, name)))
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

function imagesInLock(): string[] {
  const lock = join(projectDir, "stacks", "images.lock.yaml");
  if (!existsSync(lock)) return [];
  return [...readFileSync(lock, "utf8").matchAll(/^([a-z][a-z0-9-]*):/gm)].flatMap(([, name]) => name ?? []);
}

/** The way people type a stage: its share, or its name where the number is no share. */
function stageWord(name: string): string {
  const share = Number(name.slice(0, 3));
  return share <= 100 ? String(share) : name;
}
