import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { HOST_FILES, layoutOf } from "../../scripts/toolchain/pulumi/layout.ts";
import { writeManifest } from "../../scripts/toolchain/pulumi/manifest.ts";
import type { Vendor } from "../../scripts/toolchain/pulumi/vendor.ts";
import { PLUGIN_NAMES, PLUGINS, PULUMI_VERSION } from "../../scripts/toolchain/pulumi/versions.ts";
import { builtRoot, ensurePulumi, type Ways } from "../../scripts/toolchain/pulumi.ts";

const ARCHIVE = `pulumi-v${PULUMI_VERSION}-${process.platform}-${process.arch}.tar.gz`;
const UNREACHABLE: Vendor = { archives: "http://127.0.0.1:1", checksums: "http://127.0.0.1:1/sums" };
const HELD = PLUGIN_NAMES.map((name) => ({ kind: "resource", name, version: PLUGINS[name] }));

let folder = "";
let lines: string[] = [];
let builds = 0;
const path = process.env.PATH ?? "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ensure-pulumi-"));
  lines = [];
  builds = 0;
  process.env.PATH = path
    .split(delimiter)
    .filter((place) => !existsSync(join(place, "pulumi")))
    .join(delimiter);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env.PATH = path;
});

/** Pretends to be a Pulumi with these plugins; `plugin install` succeeds and is written down beside it. */
function fakePulumi(bin: string, version: string, plugins: readonly object[]): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "plugins.json"), JSON.stringify(plugins));
  const script = `#!/bin/sh
here=$(dirname "$0")
case "$1 $2" in
"version ") echo v${version};;
"plugin ls") cat "$here/plugins.json";;
"plugin install") echo "$@" >> "$here/installed"; echo '${JSON.stringify(HELD)}' > "$here/plugins.json";;
esac
`;
  for (const name of ["pulumi", "pulumi-language-nodejs"])
    writeFileSync(join(bin, name), script, { mode: 0o755 });
}

/** Instead of ten minutes of compiling: the files a build leaves. */
async function fakeBuild(root: string): Promise<void> {
  builds += 1;
  const layout = layoutOf(root);
  const files = [
    layout.cli,
    ...PLUGIN_NAMES.map(layout.plugin),
    ...HOST_FILES.map((file) => join(layout.host, file)),
  ];
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "made");
  }
  await writeManifest(root, layout.files);
}

const ensure = (ways: Partial<Ways> = {}) =>
  ensurePulumi(
    { cacheDir: folder, report: (line) => lines.push(line) },
    { vendor: UNREACHABLE, build: fakeBuild, ...ways },
  );

function onPath(version: string, plugins: readonly object[]): string {
  const bin = join(folder, "machine", "bin");
  fakePulumi(bin, version, plugins);
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  return bin;
}

describe("ensurePulumi with a pulumi on the PATH", () => {
  it("takes one of the same minor version that has the plugins, and says nothing", async () => {
    const version = PULUMI_VERSION.replace(/\.\d+$/, ".7");
    const binDir = onPath(version, HELD);
    assert.deepEqual(await ensure(), { binDir, version, source: "path" });
    assert.deepEqual(lines, []);
  });

  it("does not take one of another minor version", async () => {
    const bin = onPath("3.100.0", HELD);
    assert.equal((await ensure()).source, "built");
    assert.equal(lines[0], `Pulumi is not here yet: ${bin}/pulumi is 3.100.0, not 3.259.x`);
  });

  it("does not take one whose plugins can be had nowhere", async () => {
    const bin = onPath(PULUMI_VERSION, []);
    assert.equal((await ensure()).source, "built");
    assert.deepEqual(lines, [
      `Pulumi is not here yet: ${bin}/pulumi lacks plugins (docker, random) that cannot be downloaded`,
      "the vendor's download sites do not answer",
    ]);
  });
});

describe("ensurePulumi without a pulumi on the PATH", () => {
  it("builds once and then takes it from the cache", async () => {
    const first = await ensure();
    assert.deepEqual(first, {
      binDir: join(builtRoot(folder), "bin"),
      version: PULUMI_VERSION,
      source: "built",
    });
    assert.deepEqual(await ensure(), first);
    assert.equal(builds, 1);
  });

  it("builds once for two runs at the same time", async () => {
    const slowly = async (root: string) => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await fakeBuild(root);
    };
    const [one, two] = await Promise.all([ensure({ build: slowly }), ensure({ build: slowly })]);
    assert.deepEqual(one, two);
    assert.equal(builds, 1);
    assert.ok(lines.some((line) => /^another run is preparing Pulumi \(pid \d+, for \d s\)/.test(line)));
  });

  it("makes a damaged one anew and says what was wrong", async () => {
    await ensure();
    writeFileSync(layoutOf(builtRoot(folder)).cli, "not what it was");
    await ensure();
    assert.equal(builds, 2);
    const found = "lib/pulumi is not what was installed";
    assert.ok(lines.includes(`${builtRoot(folder)} is not complete (${found}): made anew`));
  });

  it("does not hide that the build failed", async () => {
    const failing = () => Promise.reject(new Error("no Go"));
    await assert.rejects(ensure({ build: failing }), new Error("no Go"));
    assert.equal((await ensure()).source, "built");
  });
});

it("ensurePulumi says where to look when what was made is not what it should be", async () => {
  await assert.rejects(ensure({ build: async () => {} }), {
    id: "SSM-PULUMI-CACHE",
    exitCode: 4,
    message: `Pulumi was prepared in ${join(folder, "pulumi")}, but is not what it should be\nlook at the disk, remove that folder and run the same command again`,
  });
});

describe("ensurePulumi where the vendor's sites answer", () => {
  let server: Server;
  let vendor: Vendor;
  let archive = Buffer.alloc(0);
  let sum = "";

  before(async () => {
    const work = mkdtempSync(join(tmpdir(), "vendor-"));
    fakePulumi(join(work, "pulumi"), PULUMI_VERSION, []);
    execFileSync("tar", ["-czf", join(work, "x.tar.gz"), "-C", work, "pulumi"]);
    archive = readFileSync(join(work, "x.tar.gz"));
    rmSync(work, { recursive: true });
    server = createServer((request, response) => {
      if (request.url === `/${ARCHIVE}`) response.end(archive);
      else response.end(`${"0".repeat(64)}  another.tar.gz\n${sum}  ${ARCHIVE}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    const base = `http://127.0.0.1:${address.port}`;
    vendor = { archives: base, checksums: `${base}/sums` };
  });
  after(() => server.close());

  it("downloads, checks, installs the plugins, and does so once", async () => {
    sum = createHash("sha256").update(archive).digest("hex");
    const tools = await ensure({ vendor });
    assert.deepEqual(tools, {
      binDir: join(folder, "pulumi", `${PULUMI_VERSION}-vendor`, "bin"),
      version: PULUMI_VERSION,
      source: "download",
    });
    assert.equal(
      readFileSync(join(tools.binDir, "installed"), "utf8"),
      "plugin install resource docker v5.2.0\nplugin install resource random v4.21.2\n",
    );
    assert.deepEqual(await ensure({ vendor: UNREACHABLE }), tools);
    assert.equal(builds, 0);
  });

  it("builds when the archive is not the published one", async () => {
    sum = "f".repeat(64);
    assert.equal((await ensure({ vendor })).source, "built");
    const found = createHash("sha256").update(archive).digest("hex");
    assert.equal(lines.at(-1), `the download failed: ${ARCHIVE} must have the sha256 ${sum}, got ${found}`);
  });
});
