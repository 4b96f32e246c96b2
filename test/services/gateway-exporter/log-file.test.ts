import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { LogFile } from "../../../infra/services/gateway-exporter/log-file.ts";

const LARGE = 2 * 1024 * 1024;

function inFolder(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "log-file-"));
  const path = join(folder, "even.log");
  const lines: string[] = [];
  const file = new LogFile(path, (line) => lines.push(line));
  t.after(async () => {
    await file.close();
    rmSync(folder, { recursive: true });
  });
  return { path, file, lines, size: () => statSync(path).size };
}

describe("a file of the gateway's log", () => {
  it("may come later, and is then read from its beginning", async (t) => {
    const { path, file, lines } = inFolder(t);
    await file.begin();
    await file.read(0);
    writeFileSync(path, "a\nb\n");
    await file.read(1);
    assert.deepEqual(lines, ["a", "b"]);
  });

  it("is emptied at the start: its lines belong to the process before", async (t) => {
    const { path, file, lines, size } = inFolder(t);
    writeFileSync(path, "old\n");
    await file.begin();
    assert.equal(size(), 0);
    appendFileSync(path, "new\n");
    await file.read(0);
    assert.deepEqual(lines, ["new"]);
  });

  it("gives every line once and whole, also one that was written in two parts", async (t) => {
    const { path, file, lines } = inFolder(t);
    appendFileSync(path, "a\nhal");
    await file.read(0);
    appendFileSync(path, "f\nb\n");
    await file.read(1);
    await file.read(2);
    assert.deepEqual(lines, ["a", "half", "b"]);
  });

  it("is emptied when it is large and nobody has written for three seconds, and goes on from there", async (t) => {
    const { path, file, lines, size } = inFolder(t);
    appendFileSync(path, `${"x".repeat(LARGE)}\n`);
    await file.read(1000);
    await file.read(3999);
    assert.equal(size(), LARGE + 1);
    await file.read(4000);
    assert.equal(size(), 0);
    appendFileSync(path, "next\n");
    await file.read(4001);
    assert.deepEqual([lines.length, lines[1]], [2, "next"]);
  });

  it("is left alone while it is small or being written", async (t) => {
    const { path, file, size } = inFolder(t);
    appendFileSync(path, "small\n");
    await file.read(0);
    await file.read(60_000);
    assert.equal(size(), 6);
    appendFileSync(path, `${"x".repeat(LARGE)}\n`);
    await file.read(62_000);
    appendFileSync(path, "y\n");
    await file.read(64_999);
    await file.read(65_000);
    assert.equal(size(), LARGE + 9);
  });

  it("tells why it cannot be read", async (t) => {
    const { path } = inFolder(t);
    const below = new LogFile(join(path, "even.log"), () => {});
    writeFileSync(path, "");
    await assert.rejects(below.begin(), { code: "ENOTDIR" });
  });
});
