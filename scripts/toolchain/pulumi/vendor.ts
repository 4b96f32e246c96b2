import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EnvHttpProxyAgent, fetch } from "undici";
import { runProgram } from "../run-program.ts";
import { installPlugins, missingPlugins } from "./cli.ts";
import { sha256, writeManifest } from "./manifest.ts";
import { PULUMI_VERSION } from "./versions.ts";

/** Where the vendor publishes the command line; replaced by tests. */
export interface Vendor {
  /** holds `pulumi-v<version>-<os>-<arch>.tar.gz` */
  readonly archives: string;
  /** sha256 and name of every archive, a line each */
  readonly checksums: string;
}

/** The vendor's own sites. */
export const VENDOR: Vendor = {
  archives: "https://get.pulumi.com/releases/sdk",
  checksums: `https://github.com/pulumi/pulumi/releases/download/v${PULUMI_VERSION}/pulumi-${PULUMI_VERSION}-checksums.txt`,
};

const CONNECT = 3_000;

/** Whether both sites answer within 3 s. */
export async function vendorAnswers(vendor: Vendor): Promise<boolean> {
  const looks = [archiveUrl(vendor), vendor.checksums].map((url) =>
    fetch(url, { method: "HEAD", signal: AbortSignal.timeout(CONNECT), dispatcher: new EnvHttpProxyAgent() }),
  );
  const answers = await Promise.all(looks).catch(() => []);
  return answers.length > 0 && answers.every((answer) => answer.ok);
}

/**
 * Downloads the command line into `root` (complete or absent), checks it against the published sha256, and lets it
 * download the plugins the ordinary way. Throws when any of that fails.
 */
export async function download(root: string, vendor: Vendor, signal: AbortSignal | undefined): Promise<void> {
  const work = `${root}.downloading`;
  await rm(work, { recursive: true, force: true });
  await mkdir(join(work, "root", "bin"), { recursive: true });
  const archive = join(work, archiveName());
  const wanted = await publishedSum(vendor, signal);
  const response = await get(archiveUrl(vendor), signal);
  await pipeline(Readable.fromWeb(response), createWriteStream(archive), ...(signal ? [{ signal }] : []));
  const found = await sha256(archive);
  if (found !== wanted) throw new Error(`${archiveName()} must have the sha256 ${wanted}, got ${found}`);
  const bin = join(work, "root", "bin");
  await runProgram("tar", ["-xzf", archive, "--strip-components=1", "-C", bin], { signal });
  const program = join(bin, "pulumi");
  await installPlugins(program, await missingPlugins(program), signal);
  await writeManifest(
    join(work, "root"),
    (await readdir(bin)).map((file) => join("bin", file)),
  );
  await rename(join(work, "root"), root);
  await rm(work, { recursive: true, force: true });
}

async function publishedSum(vendor: Vendor, signal: AbortSignal | undefined): Promise<string> {
  const text = await new Response(await get(vendor.checksums, signal)).text();
  const line = text.split("\n").find((candidate) => candidate.trim().split(/\s+/)[1] === archiveName());
  const sum = line?.trim().split(/\s+/)[0];
  if (sum === undefined) throw new Error(`${vendor.checksums} does not name ${archiveName()}`);
  return sum;
}

async function get(url: string, signal: AbortSignal | undefined) {
  const response = await fetch(url, { dispatcher: new EnvHttpProxyAgent(), signal: signal ?? null });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`);
  return response.body;
}

function archiveUrl(vendor: Vendor): string {
  return `${vendor.archives}/${archiveName()}`;
}

function archiveName(): string {
  return `pulumi-v${PULUMI_VERSION}-${process.platform}-${process.arch}.tar.gz`;
}
