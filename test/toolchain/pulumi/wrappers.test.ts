import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { layoutOf } from "../../../scripts/toolchain/pulumi/layout.ts";
import { writeWrappers } from "../../../scripts/toolchain/pulumi/wrappers.ts";

let root = "";
let other = "";
beforeEach(() => {
  // a space and a quote, as a home folder may have them
  root = mkdtempSync(join(tmpdir(), "it's here "));
  other = mkdtempSync(join(tmpdir(), "other-node-"));
  mkdirSync(layoutOf(root).host, { recursive: true });
  script(layoutOf(root).cli, 'echo "$PULUMI_HOME|$1|$2"');
  writeFileSync(
    join(layoutOf(root).host, "language-host.ts"),
    "const a: string[] = process.argv.slice(2); console.log(a);",
  );
  script(join(other, "node"), "echo the node on the PATH");
});
afterEach(() => {
  rmSync(root, { recursive: true });
  rmSync(other, { recursive: true });
});

function script(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}

const run = (path: string, ...args: string[]) =>
  execFileSync(path, args, {
    encoding: "utf8",
    env: { PATH: `${other}:/usr/bin:/bin`, PULUMI_HOME: "/mine" },
  });

describe("the start scripts", () => {
  it("give the command line its own home and hand on all arguments", async () => {
    await writeWrappers(root, process.execPath);
    const said = run(join(layoutOf(root).binDir, "pulumi"), "two words", "*");
    assert.equal(said, `${layoutOf(root).home}|two words|*\n`);
  });

  it("leave Pulumi no folder for its logs, and remove those it has written", async () => {
    const logs = join(layoutOf(root).home, "logs");
    mkdirSync(logs, { recursive: true });
    writeFileSync(join(logs, "pulumi-1.log"), "all it did");
    await writeWrappers(root, process.execPath);
    assert.ok(statSync(logs).isFile());
    await writeWrappers(root, process.execPath);
    assert.ok(statSync(logs).isFile());
  });

  it("let the engine give way to whoever else is on the machine when told to, on its last core alone", async () => {
    script(layoutOf(root).cli, "nice; sed -n 's/^Cpus_allowed_list:\\t//p' /proc/self/status");
    await writeWrappers(root, process.execPath);
    const pulumi = join(layoutOf(root).binDir, "pulumi");
    const said = (SSM_NICE: string) =>
      execFileSync(pulumi, { encoding: "utf8", env: { PATH: "/usr/bin:/bin", SSM_NICE } })
        .trim()
        .split("\n");
    const [own, cores = ""] = said("0");
    assert.equal(own, execFileSync("nice", { encoding: "utf8" }).trim());
    assert.deepEqual(said("19"), ["19", /\d+$/.exec(cores)?.[0]]);
  });

  it("run the language host on the recorded Node", async () => {
    await writeWrappers(root, process.execPath);
    assert.equal(
      run(join(layoutOf(root).lib, "pulumi-language-nodejs"), "127.0.0.1:5"),
      "[ '127.0.0.1:5' ]\n",
    );
  });

  it("run it on the Node of the PATH once the recorded one is gone", async () => {
    await writeWrappers(root, join(root, "gone", "node"));
    assert.equal(run(join(layoutOf(root).lib, "pulumi-language-nodejs")), "the node on the PATH\n");
  });

  it("are left alone when nothing changes, and renewed for another Node", async () => {
    const path = join(layoutOf(root).lib, "pulumi-language-nodejs");
    await writeWrappers(root, process.execPath);
    const before = statSync(path).ino;
    await writeWrappers(root, process.execPath);
    assert.equal(statSync(path).ino, before);
    await writeWrappers(root, join(other, "node"));
    assert.equal(run(path), "the node on the PATH\n");
  });
});
