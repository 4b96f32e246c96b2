import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "../messages/messages.ts";
import { withLock } from "./lock.ts";
import { messageOf } from "./message-of.ts";
import { BUILD_SOURCES, build } from "./pulumi/build.ts";
import { cacheKey } from "./pulumi/cache-key.ts";
import { missingPlugins } from "./pulumi/cli.ts";
import { layoutOf } from "./pulumi/layout.ts";
import { differenceFromManifest } from "./pulumi/manifest.ts";
import { pulumiOnPath } from "./pulumi/on-path.ts";
import { download, VENDOR, type Vendor, vendorAnswers } from "./pulumi/vendor.ts";
import { PLUGINS, PULUMI_VERSION } from "./pulumi/versions.ts";
import { writeWrappers } from "./pulumi/wrappers.ts";
import type { Detail } from "./steps.ts";
import { ToolchainError } from "./toolchain-error.ts";

/** Where to keep what has to be fetched or built, and whom to tell. */
export interface PulumiOptions {
  readonly report: Detail;
  readonly cacheDir: string;
  readonly signal?: AbortSignal;
}

/** A Pulumi that is ready: command line, language host, dynamic providers and the docker and random plugins. */
export interface PulumiTools {
  /** put in front of PATH; its last part is `bin`, so that its parent is the `root` of the Automation API */
  readonly binDir: string;
  readonly version: string;
  readonly source: "path" | "download" | "built";
}

/** The two ways to get a Pulumi; replaced by tests. */
export interface Ways {
  readonly vendor: Vendor;
  readonly build: typeof build;
}

/**
 * Gives a complete, verified Pulumi, by the first way that works: what is on the PATH, what the cache holds, the
 * vendor's download, a build through the Go module proxy. The way is chosen within about 3 s. Of runs at the same
 * time one works and the others wait. Throws a `ToolchainError` when no way is left.
 */
export async function ensurePulumi(
  options: PulumiOptions,
  ways: Ways = { vendor: VENDOR, build },
): Promise<PulumiTools> {
  const cache = join(options.cacheDir, "pulumi");
  let looked: Promise<boolean> | undefined;
  const answers = () => {
    looked ??= vendorAnswers(ways.vendor);
    return looked;
  };
  const onPath = await pulumiOnPath(cache, answers, options.signal);
  if ("binDir" in onPath) return { ...onPath, source: "path" };
  const roots = rootsIn(cache);
  const ready = await fromCache(roots);
  if (ready !== null) return ready;
  const lock = { what: text.locks.pulumi, report: options.report, signal: options.signal };
  return withLock(join(cache, "lock"), lock, async () => {
    const meanwhile = await fromCache(roots);
    if (meanwhile !== null) return meanwhile;
    options.report(text.toolchain.noPulumi(onPath.reason));
    await removeDamaged(roots, options.report);
    await mkdir(cache, { recursive: true });
    if (!(await downloaded(roots.vendor, ways.vendor, answers, options)))
      await ways.build(roots.built, options);
    const made = await fromCache(roots);
    if (made !== null) return made;
    throw new ToolchainError("SSM-PULUMI-CACHE", 4, [
      text.toolchain.notPulumi(cache),
      text.toolchain.lookAtDisk,
    ]);
  });
}

/** The folder in which a Pulumi built from the present sources lies, or will lie. */
export function builtRoot(cacheDir: string): string {
  return pulumiRoots(cacheDir).built;
}

/** The folders of the present pins in a cache; everything else in their parent is of other pins or unfinished. */
export function pulumiRoots(cacheDir: string): Roots {
  return rootsIn(join(cacheDir, "pulumi"));
}

/** Where a Pulumi of the present pins lies: downloaded from the vendor, or built here. */
export interface Roots {
  readonly vendor: string;
  readonly built: string;
}

function rootsIn(cache: string): Roots {
  const key = cacheKey(BUILD_SOURCES, { PULUMI_VERSION, ...PLUGINS });
  return {
    vendor: join(cache, `${PULUMI_VERSION}-vendor`),
    built: join(cache, `${PULUMI_VERSION}-${key}`),
  };
}

async function fromCache(roots: Roots): Promise<PulumiTools | null> {
  const found = await cachedPulumi(roots);
  if (found?.source === "built") await writeWrappers(roots.built, process.execPath);
  return found;
}

/** The Pulumi of the present pins that is whole and has the checksums it was made with; null if none is. Changes nothing. */
export async function cachedPulumi(roots: Roots): Promise<PulumiTools | null> {
  if ((await differenceFromManifest(roots.vendor)) === null) {
    const binDir = join(roots.vendor, "bin");
    if ((await missingPlugins(join(binDir, "pulumi"))).length === 0)
      return { binDir, version: PULUMI_VERSION, source: "download" };
  }
  if ((await differenceFromManifest(roots.built)) !== null) return null;
  return { binDir: layoutOf(roots.built).binDir, version: PULUMI_VERSION, source: "built" };
}

async function removeDamaged(roots: Roots, report: (line: string) => void): Promise<void> {
  for (const root of [roots.vendor, roots.built]) {
    if (!existsSync(root)) continue;
    report(
      `${root} is not complete (${(await differenceFromManifest(root)) ?? "plugins are missing"}): made anew`,
    );
    await rm(root, { recursive: true, force: true });
  }
}

async function downloaded(
  root: string,
  vendor: Vendor,
  answers: () => Promise<boolean>,
  options: PulumiOptions,
): Promise<boolean> {
  if (!(await answers())) {
    options.report(text.toolchain.vendorSilent);
    return false;
  }
  options.report(text.toolchain.downloading(PULUMI_VERSION));
  try {
    await download(root, vendor, options.signal);
    return true;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    options.report(text.toolchain.downloadFailed(messageOf(error)));
    return false;
  }
}
