import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { checkOut, compare } from "../../../scripts/pr-check/git.ts";

let dir = "";
const write = (file: string, text: string) => writeFileSync(join(dir, file), text);

function git(...args: readonly string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", dir, ...who, ...args], { encoding: "utf8" }).trim();
}

function commit(file: string, text: string): string {
  write(file, text);
  git("add", "--all");
  git("commit", "--quiet", "--message", file);
  return git("rev-parse", "HEAD");
}

describe("a change and where it comes from", () => {
  let fork = "";
  let head = "";
  before(() => {
    dir = mkdtempSync(join(tmpdir(), "pr-check-git-"));
    git("init", "--quiet", "--initial-branch", "main");
    fork = commit("shared", "as it was");
    git("checkout", "--quiet", "-b", "change");
    head = commit("mine", "new");
    git("checkout", "--quiet", "main");
    commit("theirs", "meanwhile");
    git("checkout", "--quiet", "change");
    write("shared", "changed, not committed");
    write("unknown", "not even added");
  });
  after(() => rmSync(dir, { recursive: true }));

  it("are compared where it left the base: what the base did since is not part of it", async () => {
    assert.deepEqual(await compare("main", dir), { base: fork, head, files: ["mine", "shared", "unknown"] });
  });

  it("are compared with the remote's branch where there is none of that name here, as in a clone", async () => {
    git("clone", "--quiet", "--branch", "change", dir, join(dir, ".git", "clone"));
    assert.deepEqual(await compare("main", join(dir, ".git", "clone")), {
      base: fork,
      head,
      files: ["mine"],
    });
  });

  it("are looked at in a copy of the base, with the packages of here", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pr-check-tree-"));
    try {
      const tree = await checkOut(fork, folder, dir);
      assert.equal(readFileSync(join(tree, "shared"), "utf8"), "as it was");
      assert.ok(!existsSync(join(tree, "mine")));
      assert.ok(existsSync(join(tree, "node_modules", "zod")));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [ref, branch] of [
    ["mian", "mian"],
    ["origin/feature/next-1.2", "feature/next-1.2"],
    ["HEAD~99", "main"],
    ["one..two", "main"],
    ["; reboot", "main"],
    ["--output=/tmp/x", "main"],
    ["", "main"],
  ] as const)
    it(`cannot be compared with ${JSON.stringify(ref)}, and what helps is told`, async () => {
      await assert.rejects(compare(ref, dir), {
        id: "SSM-NO-BASE",
        exitCode: 1,
        message: `there is no commit ${JSON.stringify(ref)} here that this one comes from; fetch it (git fetch origin ${branch}), or name another: --base HEAD~1`,
      });
    });
});
