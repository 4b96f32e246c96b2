import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { cacheKey } from "../../../scripts/toolchain/pulumi/cache-key.ts";

let folder = "";
const key = (versions: object = { pulumi: "3" }) => cacheKey([folder], versions);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cache-key-"));
  mkdirSync(join(folder, "plugins"));
  writeFileSync(join(folder, "go.sum"), "one");
  writeFileSync(join(folder, "plugins", "main.go"), "two");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the key of a build", () => {
  it("is 16 hexadecimal digits and the same for the same sources", () => {
    assert.match(key(), /^[0-9a-f]{16}$/);
    assert.equal(key(), key());
  });

  it("does not depend on where the checkout lies", () => {
    const before = key();
    renameSync(folder, `${folder}-moved`);
    folder = `${folder}-moved`;
    assert.equal(key(), before);
  });

  it("changes with a pin", () => {
    const before = key();
    writeFileSync(join(folder, "go.sum"), "One");
    assert.notEqual(key(), before);
  });

  it("changes when text moves from one file to the next", () => {
    const before = key();
    writeFileSync(join(folder, "go.sum"), "onetwo");
    writeFileSync(join(folder, "plugins", "main.go"), "");
    assert.notEqual(key(), before);
  });

  it("changes with the name of a file", () => {
    const before = key();
    renameSync(join(folder, "plugins", "main.go"), join(folder, "plugins", "other.go"));
    assert.notEqual(key(), before);
  });

  it("changes with a single file that is named beside the folders", () => {
    const file = join(folder, "go.sum");
    const before = cacheKey([file], {});
    writeFileSync(file, "other");
    assert.notEqual(cacheKey([file], {}), before);
  });

  it("changes with a version", () => assert.notEqual(key({ pulumi: "4" }), key()));
});
