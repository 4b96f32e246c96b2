import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureImage } from "../../toolchain/images/build.ts";
import { projectDir } from "../../toolchain/paths.ts";
import type { Bench } from "../bench-case.ts";
import { logOf } from "../container-log.ts";
import { removeContainer, startBeside } from "./side-container.ts";

/** The image of wrk and h2load (Debian's packages), built when the engine has none. */
export async function generatorImage({ context, signal, report }: Bench): Promise<string> {
  const { docker, settings } = context;
  const base = settings.images.keeper;
  if (base === undefined) throw new Error("the lab's base image is not known");
  const [dockerfile, script] = await Promise.all([
    readFile(join(projectDir, "scripts/lab/images/load.Dockerfile"), "utf8"),
    readFile(join(import.meta.dirname, "users.lua")),
  ]);
  const recipe = { name: "load", dockerfile, base, files: [{ path: "users.lua", content: script }] };
  return ensureImage(recipe, { docker, signal, report: (line) => report(`  ${line}`) });
}

/** One run of a load generator. */
export interface Run {
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Runs it from the engine host's address, which the gateway trusts to name its users; what it printed. Rejects with all of it when it fails. */
export async function runGenerator(bench: Bench, run: Run): Promise<string> {
  const { docker } = bench.context;
  const container = await startBeside(bench, {
    name: "load",
    ...run,
    user: "65534:65534",
    volumes: {},
    networks: "host",
    limits: null,
  });
  try {
    const { StatusCode } = await container.wait({ abortSignal: bench.signal });
    const said = await logOf(docker, container.id, { since: 0, stderr: StatusCode !== 0 });
    if (StatusCode !== 0)
      throw new Error(`${run.command.join(" ")} ended with ${StatusCode}: ${said.trim()}`);
    return said;
  } finally {
    await removeContainer(container);
  }
}
