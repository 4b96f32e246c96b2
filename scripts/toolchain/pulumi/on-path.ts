import { basename, delimiter, dirname, join } from "node:path";
import { isExecutable } from "../machine.ts";
import { installPlugins, missingPlugins, versionOf } from "./cli.ts";
import { PULUMI_VERSION } from "./versions.ts";

/** A Pulumi that is installed on the machine and fits, or why there is none. */
export type OnPath = { readonly binDir: string; readonly version: string } | { readonly reason: string };

/**
 * Looks for a Pulumi of the same minor version on the PATH, outside `cache`. A newer minor may write a state that the
 * pinned one, used on the next machine, does not read. Missing plugins are downloaded the ordinary way if
 * `vendorAnswers`.
 */
export async function pulumiOnPath(
  cache: string,
  vendorAnswers: () => Promise<boolean>,
  signal: AbortSignal | undefined,
): Promise<OnPath> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(cache));
  const program = findIn(folders, "pulumi");
  if (program === undefined) return { reason: "no pulumi on the PATH" };
  if (basename(dirname(program)) !== "bin") return { reason: `${program} is not in a folder called bin` };
  const version = await versionOf(program);
  const wanted = minorOf(PULUMI_VERSION);
  if (version === null || minorOf(version) !== wanted)
    return { reason: `${program} is ${version ?? "broken"}, not ${wanted}.x` };
  if (findIn([dirname(program), ...folders], "pulumi-language-nodejs") === undefined)
    return { reason: `${program} has no pulumi-language-nodejs beside it` };
  const missing = await missingPlugins(program);
  if (missing.length === 0) return { binDir: dirname(program), version };
  if (!(await vendorAnswers()))
    return { reason: `${program} lacks plugins (${missing.join(", ")}) that cannot be downloaded` };
  await installPlugins(program, missing, signal);
  return { binDir: dirname(program), version };
}

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

function findIn(folders: readonly string[], name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}
