import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { writeOutput } from "../../../scripts/pr-check/output.ts";

const TEXT = {
  where: "gateway/nginx.conf",
  at: ["lab 010-percent", "lab 025-percent"],
  before: "a\n",
  after: "b\n",
  patch: "@@ -1 +1 @@\n-a\n+b",
};
const RESULT = {
  base: "b",
  head: "a",
  files: [],
  settings: [],
  mistakes: [],
  rules: { count: 1, added: [], removed: [] },
  baseFailure: null,
  texts: [TEXT],
  places: [],
};

describe("the folder of a check", () => {
  it("holds the report, the comment, the data, and each difference in both forms with its stages on top", () => {
    const folder = mkdtempSync(join(tmpdir(), "pr-check-out-"));
    try {
      const long = { title: "long", open: false, text: "line\n".repeat(20_000) };
      writeOutput(folder, RESULT, [long]);
      const read = (file: string) => readFileSync(join(folder, file), "utf8");
      assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), [
        "comment.json",
        "diff",
        "diff/01-gateway-nginx.conf.diff",
        "diff/01-gateway-nginx.conf.side-by-side.txt",
        "report.md",
        "result.json",
      ]);
      assert.ok(read("report.md").length > 100_000, "the report is whole");
      assert.ok(read("comment.json").length < 20_000, "the comment is cut");
      assert.deepEqual(JSON.parse(read("result.json")), RESULT);
      assert.equal(
        read("diff/01-gateway-nginx.conf.diff"),
        "# gateway/nginx.conf\n# lab 010-percent\n# lab 025-percent\n@@ -1 +1 @@\n-a\n+b\n",
      );
      assert.equal(
        read("diff/01-gateway-nginx.conf.side-by-side.txt").split("\n")[3],
        `a${" ".repeat(99)} | b`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
