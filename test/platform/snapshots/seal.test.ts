import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { hashOfFile, seal, unseal } from "../../../scripts/platform/snapshots/seal.ts";

describe("a sealed file", () => {
  const dir = mkdtempSync(join(tmpdir(), "sealed-"));
  after(() => rmSync(dir, { recursive: true }));
  const file = join(dir, "store-v1");
  const key = randomBytes(32);
  const text = Buffer.from("customers' data ".repeat(10_000));
  const sealed = () => seal(key, "a/store-v1", Readable.from([text]), file);
  const open = async (name: string, facts: Awaited<ReturnType<typeof sealed>>, by = key) => {
    const plain = new PassThrough();
    const [, found] = await Promise.all([unseal(by, name, facts, file, plain), buffer(plain)]);
    return found;
  };

  it("opens as what it was, and shows nothing of it before", async () => {
    const facts = await sealed();
    assert.ok((await open("a/store-v1", facts)).equals(text));
    assert.ok(!readFileSync(file).includes("customers"));
    assert.deepEqual([facts.plainBytes, facts.bytes], [text.length, statSync(file).size]);
    assert.equal(facts.sha256, await hashOfFile(file));
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("does not open with another key or under another name", async () => {
    const facts = await sealed();
    const refused = /unable to authenticate data/;
    await assert.rejects(open("a/store-v2", facts), refused);
    await assert.rejects(open("b/store-v1", facts), refused);
    await assert.rejects(open("a/store-v1", facts, randomBytes(32)), refused);
  });

  it("does not open when a single byte differs", async () => {
    const facts = await sealed();
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await assert.rejects(open("a/store-v1", facts), /unable to authenticate data/);
    assert.notEqual(await hashOfFile(file), facts.sha256);
  });
});
