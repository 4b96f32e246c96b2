import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { differenceFromManifest, sha256, writeManifest } from "../../../scripts/toolchain/pulumi/manifest.ts";

let folder = "";
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "manifest-"));
  mkdirSync(join(folder, "lib"));
  writeFileSync(join(folder, "lib", "pulumi"), "abc");
  writeFileSync(join(folder, "other"), "");
  await writeManifest(folder, ["lib/pulumi", "other"]);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the manifest of a folder", () => {
  it("finds nothing to complain of in an untouched folder", async () => {
    assert.equal(await differenceFromManifest(folder), null);
  });

  it("notices one changed byte", async () => {
    appendFileSync(join(folder, "lib", "pulumi"), "d");
    assert.equal(await differenceFromManifest(folder), "lib/pulumi is not what was installed");
  });

  it("notices a missing file", async () => {
    rmSync(join(folder, "other"));
    assert.equal(await differenceFromManifest(folder), "other is missing");
  });

  it("takes a folder without a manifest for absent, however full it is", async () => {
    rmSync(join(folder, "manifest.json"));
    assert.equal(await differenceFromManifest(folder), "absent");
  });

  it("does not take half a manifest for a whole one", async () => {
    for (const text of ['{"lib/pulumi": "', "{}", "[]", "null", '{"lib/pulumi": 3}']) {
      writeFileSync(join(folder, "manifest.json"), text);
      assert.equal(await differenceFromManifest(folder), "manifest.json is unreadable", text);
    }
  });

  it("uses plain sha256", async () => {
    assert.equal(
      await sha256(join(folder, "lib", "pulumi")),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
