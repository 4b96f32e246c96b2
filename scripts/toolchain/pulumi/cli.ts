import { runProgram } from "../run-program.ts";
import { PLUGIN_NAMES, PLUGINS, type PluginName } from "./versions.ts";

/** The version a Pulumi CLI says it has, such as "3.259.0"; null when it does not run. */
export async function versionOf(program: string): Promise<string | null> {
  const lines = await runProgram(program, ["version"], { env: QUIET }).catch(() => []);
  return /^v(\d+\.\d+\.\d+)/m.exec(lines.join("\n"))?.[1] ?? null;
}

/** The resource plugins of the pinned versions that `program` does not have yet. */
export async function missingPlugins(program: string): Promise<PluginName[]> {
  const lines = await runProgram(program, ["plugin", "ls", "--json"], { env: QUIET }).catch(() => []);
  const installed = readList(lines.join("\n"));
  return PLUGIN_NAMES.filter((name) => !installed.includes(`resource ${name} ${PLUGINS[name]}`));
}

/** Lets `program` download plugins the ordinary way, into the user's Pulumi home; throws `ProgramError`. */
export async function installPlugins(
  program: string,
  names: readonly PluginName[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const name of names)
    await runProgram(program, ["plugin", "install", "resource", name, `v${PLUGINS[name]}`], {
      env: QUIET,
      signal,
    });
}

const QUIET = { PULUMI_SKIP_UPDATE_CHECK: "true" };

function readList(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(describe) : [];
  } catch {
    return [];
  }
}

function describe(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return "";
  const { kind, name, version } = entry as Partial<Record<"kind" | "name" | "version", unknown>>;
  return `${kind} ${name} ${version}`;
}
