import { copyFile, cp, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { text } from "../../messages/messages.ts";
import { ProgramError, runProgram } from "../run-program.ts";
import { type Detail, elapsed } from "../steps.ts";
import { ToolchainError } from "../toolchain-error.ts";
import { findGo, type Go } from "./go.ts";
import { HOST_FILES, layoutOf } from "./layout.ts";
import { writeManifest } from "./manifest.ts";
import { PLUGIN_NAMES, PLUGINS, PULUMI_VERSION } from "./versions.ts";

/** What a build tells and how it is stopped. */
export interface BuildOptions {
  readonly report: Detail;
  readonly signal?: AbortSignal | undefined;
}

/** Our Go module: the mapping of the plugins and the pins of everything. */
export const GO_SOURCES: string = join(import.meta.dirname, "go");
/** Our language host. */
export const HOST_SOURCES: string = join(import.meta.dirname, "host");

/** All of ours that goes into a build. */
export const BUILD_SOURCES: readonly string[] = [
  GO_SOURCES,
  HOST_SOURCES,
  join(import.meta.dirname, "build.ts"),
  join(import.meta.dirname, "layout.ts"),
];

const CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Builds Pulumi in a folder beside `root` and renames it to `root`, so that `root` is complete or absent. An
 * interrupted build goes on from Go's own cache.
 */
export async function build(root: string, options: BuildOptions): Promise<void> {
  const go = await findGo(await requiredGo());
  const work = `${root}.building-${process.pid}`;
  const source = join(work, "source");
  const made = join(work, "made");
  await removeLeftovers(root);
  await cp(GO_SOURCES, source, { recursive: true });
  options.report(introduction(go));
  const run = (title: string, args: readonly string[]) => runStep(title, go, source, args, options);
  const mappings = PLUGIN_NAMES.map((name) => `./plugins/${name}`);
  const mains = PLUGIN_NAMES.map((name) => `./plugins/${name}/pulumi-resource-${name}`);
  const compile = ["build", "-v", "-ldflags", linkerFlags(), "-o", `${made}/`];
  await run("downloading the Go modules", ["list", "-deps", CLI, "./schemas", ...mappings]);
  await run("compiling the command line", [...compile, CLI, "./schemas"]);
  await explained(options, () => runProgram(join(made, "schemas"), [source], { signal: options.signal }));
  await run("compiling the plugins", [...compile, ...mains]);
  await assemble(join(work, "root"), made);
  await rename(join(work, "root"), root);
  await rm(work, { recursive: true, force: true });
}

/** A killed run's compiler may still be writing, so every run has a folder of its own. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(dirname(root)))
    if (name.startsWith(`${basename(root)}.building-`))
      await rm(join(dirname(root), name), { recursive: true, force: true });
}

async function requiredGo(): Promise<string> {
  const text = await readFile(join(GO_SOURCES, "go.mod"), "utf8");
  return /^go (\S+)$/m.exec(text)?.[1] ?? "";
}

function introduction(go: Go): string {
  const fetching = go.switches ? ", which fetches a newer one" : "";
  return (
    `building Pulumi ${PULUMI_VERSION} and its plugins through the Go module proxy with Go ${go.version}${fetching}: ` +
    "about 8 minutes and 6 GB on 2 idle cores the first time, half a minute from Go's cache"
  );
}

function linkerFlags(): string {
  const plugins = PLUGIN_NAMES.map(
    (name) => `-X supersmartmatch/toolchain/plugins/${name}.Version=${PLUGINS[name]}`,
  );
  return ["-s", "-w", `-X ${VERSION_VARIABLE}=v${PULUMI_VERSION}`, ...plugins].join(" ");
}

async function runStep(
  title: string,
  go: Go,
  folder: string,
  args: readonly string[],
  options: BuildOptions,
): Promise<void> {
  const began = performance.now();
  let packages = 0;
  options.report(title, () => (packages > 0 ? `${packages} packages` : ""));
  await explained(options, () =>
    runProgram(go.program, ["-C", folder, ...args], {
      env: environment(go),
      signal: options.signal,
      onLine: (line) => {
        if (args[0] === "build" && /^[\w.]+(\/[\w.@~-]+)*$/.test(line)) packages += 1;
      },
    }),
  );
  options.report(text.toolchain.done(title, elapsed(performance.now() - began)));
}

/** The user's proxies and caches are used as they are; what would change the result is fixed here. */
function environment(go: Go): Record<string, string> {
  return {
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly -trimpath -buildvcs=false -tags=no_compose",
    GOOS: "",
    GOARCH: "",
    GOWORK: "off",
    ...(go.switches ? { GOTOOLCHAIN: "auto" } : {}),
  };
}

async function explained<T>({ signal }: BuildOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof ProgramError)) throw error;
    const full = error.lines.some((line) => line.includes("no space left on device"));
    const advice = full ? text.toolchain.freeBuild : text.toolchain.buildAgain;
    throw new ToolchainError("SSM-PULUMI-BUILD", 4, [text.toolchain.pulumiFailed, ...error.lines, advice]);
  }
}

async function assemble(root: string, made: string): Promise<void> {
  const layout = layoutOf(root);
  const move = async (from: string, to: string) => {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  };
  await move(join(made, "pulumi"), layout.cli);
  for (const name of PLUGIN_NAMES) await move(join(made, `pulumi-resource-${name}`), layout.plugin(name));
  await mkdir(layout.host, { recursive: true });
  for (const file of HOST_FILES) await copyFile(join(HOST_SOURCES, file), join(layout.host, file));
  await writeManifest(root, layout.files);
}
