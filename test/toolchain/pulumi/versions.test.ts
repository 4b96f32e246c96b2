import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectDir } from "../../../scripts/toolchain/paths.ts";
import { GO_SOURCES } from "../../../scripts/toolchain/pulumi/build.ts";
import { HOST_FILES } from "../../../scripts/toolchain/pulumi/layout.ts";
import { PLUGIN_NAMES, PLUGINS, PULUMI_VERSION } from "../../../scripts/toolchain/pulumi/versions.ts";

const { dependencies } = JSON.parse(readFileSync(join(projectDir, "package.json"), "utf8"));
const goMod = readFileSync(join(GO_SOURCES, "go.mod"), "utf8");

describe("the pinned versions", () => {
  it("of the engine and its npm package are the same", () =>
    assert.equal(dependencies["@pulumi/pulumi"], PULUMI_VERSION));

  it("of the engine and its Go modules are the same", () => {
    for (const module of ["pkg", "sdk"])
      assert.match(goMod, new RegExp(`github.com/pulumi/pulumi/${module}/v3 v${PULUMI_VERSION}\\b`));
  });

  it("of the plugins and their npm packages are the same", () => {
    for (const name of PLUGIN_NAMES) assert.equal(dependencies[`@pulumi/${name}`], PLUGINS[name]);
  });

  it("name every plugin", () => assert.deepEqual([...PLUGIN_NAMES].sort(), Object.keys(PLUGINS).sort()));
});

it("every source file of the language host is installed", () => {
  const files = readdirSync(join(projectDir, "scripts", "toolchain", "pulumi", "host")).sort();
  assert.deepEqual(files, [...HOST_FILES]);
});
