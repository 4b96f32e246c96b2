import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { text } from "../../messages/messages.ts";
import { aptInstall } from "../apt.ts";
import { findProgram, lookAtMachine, type Machine } from "../machine.ts";
import { ProgramError, runProgram } from "../run-program.ts";
import type { Detail } from "../steps.ts";
import { ToolchainError } from "../toolchain-error.ts";
import { shortHash } from "./recipe.ts";

/** The file system of the base image, as it lies in the cache. */
export interface Tarball {
  readonly path: string;
  readonly sha256: string;
}

/** Where the tarball is kept, whom to tell, and what ends the work. */
export interface TarballOptions {
  readonly cacheDir: string;
  readonly report: Detail;
  readonly signal?: AbortSignal | undefined;
}

const SUITE = "forky";
const OPTIONS: readonly string[] = [
  "--variant=apt",
  "--include=ca-certificates",
  // mirrors may serve a Release file past its date
  '--aptopt=Acquire::Check-Valid-Until "false"',
  '--aptopt=Acquire::Languages "none"',
  "--dpkgopt=path-exclude=/usr/share/doc/*",
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
  "--dpkgopt=path-exclude=/usr/share/man/*",
  "--dpkgopt=path-exclude=/usr/share/info/*",
  "--dpkgopt=path-exclude=/usr/share/locale/*",
];

/** Names the way the base image is made: a change of the recipe or another processor makes a new image. */
export function recipeId(): string {
  return shortHash([SUITE, process.arch, ...OPTIONS].map((part) => Buffer.from(part)));
}

/** Whether the cache holds a tarball of the present recipe; its content is checked only when it is used. */
export async function hasTarball(cacheDir: string): Promise<boolean> {
  return (await readManifest(files(cacheDir).manifest)) !== null;
}

/** The tarball of the cache, if it is whole (SHA-256 of its manifest), else a new one. An interrupted run leaves none behind. */
export async function ensureTarball(options: TarballOptions): Promise<Tarball> {
  const { folder, path, manifest } = files(options.cacheDir);
  const expected = await readManifest(manifest);
  if (expected !== null && (await sha256Of(path)) === expected) return { path, sha256: expected };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removePartials(folder);
  // a killed run may have left an mmdebstrap at work, which must not write into ours
  const partial = `${path}.${process.pid}.partial`;
  await bootstrap(partial, options);
  const sha256 = await sha256Of(partial);
  if (sha256 === null) throw new Error(`mmdebstrap wrote no ${partial}`);
  await rename(partial, path);
  const { size } = await stat(path);
  await writeFile(
    manifest,
    `${JSON.stringify({ sha256, bytes: size, recipe: recipeId(), made: new Date() })}\n`,
  );
  return { path, sha256 };
}

async function removePartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(".partial")) await rm(join(folder, name), { force: true });
  }
}

async function bootstrap(target: string, { report, signal }: TarballOptions): Promise<void> {
  if (findProgram("mmdebstrap") === null) {
    const machine = lookAtMachine();
    if (!machine.root || !machine.debian) throw noBootstrap(machine);
    await aptInstall(["mmdebstrap", "debian-archive-keyring"], report);
  }
  report(text.toolchain.bootstrapping(SUITE));
  try {
    await runProgram(findProgram("mmdebstrap") ?? "mmdebstrap", [...OPTIONS, "--format=tar", SUITE, target], {
      signal,
    });
  } catch (error) {
    await rm(target, { force: true });
    if (!(error instanceof ProgramError)) throw error;
    throw new ToolchainError("SSM-BASE-IMAGE", 4, [
      text.toolchain.bootstrapFailed,
      ...error.lines.slice(-6).map((line) => `  ${line}`),
      text.toolchain.checkBootstrap,
    ]);
  }
}

/** What is said where Debian's tools cannot be installed. */
export function noBootstrap(machine: Pick<Machine, "user" | "distribution">): ToolchainError {
  return new ToolchainError("SSM-BASE-IMAGE", 1, [
    text.toolchain.noBootstrap(machine.user, machine.distribution),
    text.toolchain.installBootstrap,
    text.toolchain.orBaseImage,
  ]);
}

function files(cacheDir: string): { folder: string; path: string; manifest: string } {
  const folder = join(cacheDir, "images");
  const name = `base-${recipeId()}`;
  return { folder, path: join(folder, `${name}.tar`), manifest: join(folder, `${name}.json`) };
}

async function readManifest(path: string): Promise<string | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof value !== "object" || value === null || !("sha256" in value)) return null;
    return typeof value.sha256 === "string" ? value.sha256 : null;
  } catch {
    return null;
  }
}

async function sha256Of(path: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex");
  } catch {
    return null;
  }
}
