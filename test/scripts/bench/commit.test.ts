import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { commitOf } from "../../../scripts/bench/commit.ts";

/** A folder of sources, with one commit. */
function sources(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), "sources-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const git = (...args: string[]) => execFileSync("git", ["-C", dir, ...args], { encoding: "utf8" });
  git("init", "--quiet");
  mkdirSync(join(dir, "docs"));
  writeFileSync(join(dir, "docs", "performance.md"), "old");
  writeFileSync(join(dir, "a.ts"), "");
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "First");
  return { dir, head: git("rev-parse", "HEAD").slice(0, 10) };
}

describe("the commit that is measured", () => {
  it("is the one that is checked out", async (t) => {
    const { dir, head } = sources(t);
    assert.equal(await commitOf(dir), head);
  });

  it("is named with changes when a file differs or is new, the bench's own page apart", async (t) => {
    const { dir, head } = sources(t);
    writeFileSync(join(dir, "docs", "performance.md"), "new");
    writeFileSync(join(dir, "docs", "performance.json"), "{}");
    assert.equal(await commitOf(dir), head);
    writeFileSync(join(dir, "b.ts"), "");
    assert.equal(await commitOf(dir), `${head}+changes`);
  });

  it("is unknown where there is no history", async () => {
    assert.equal(await commitOf(join(tmpdir(), "no-such-folder")), "unknown");
  });
});
