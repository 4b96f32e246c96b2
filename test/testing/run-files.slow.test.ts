import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runFiles, runOneByOne } from "../../scripts/testing/run-files.ts";
import type { Tally } from "../../scripts/testing/tally.ts";

const HEAD = 'import { after, before, beforeEach, describe, it, test } from "node:test";\n';

describe("the test runner", { concurrency: 3 }, () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ssm-testing-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, HEAD + text);
    return file;
  };

  /** Runs files with these texts in one process; names are shown without the folder. */
  const run = async (texts: Record<string, string>): Promise<Tally & { lines: string[] }> => {
    const files = Object.entries(texts).map(([name, text]) => write(name, text));
    const lines: string[] = [];
    const onLine = (line: string) =>
      lines.push(line.replaceAll(/\S*ssm-testing-\w+\//g, "").replace(/\(\d.*\)/, "(TIME)"));
    return { ...(await runFiles(files, 1, { signal: new AbortController().signal, onLine })), lines };
  };

  it("counts what passed, failed and was skipped, and tells each with its measurements", async () => {
    const { passed, skipped, failures, lines } = await run({
      "kinds.test.ts": `
test("adds", (t) => t.diagnostic("measured 3 ms"));
describe("group", () => {
  it("fails", () => { throw new Error("no"); });
  it("waits", { skip: "no engine" }, () => {});
});`,
    });
    assert.deepEqual([passed, failures.length], [1, 1]);
    assert.deepEqual(lines, [
      "    ok   adds (TIME)",
      "         measured 3 ms",
      "    FAIL group > fails (TIME)",
    ]);
    assert.match(skipped.join(), /kinds\.test\.ts > group > waits: no engine$/);
  });

  it("tells a failure in full: where, why, and what was printed meanwhile", async () => {
    const { failures } = await run({
      "full.test.ts":
        'import assert from "node:assert/strict";\ntest("compares", () => { console.log("a hint"); assert.deepEqual({ a: 1 }, { a: 2 }); });',
    });
    const [text = ""] = failures;
    assert.match(text, /full\.test\.ts > compares\nAssertionError/);
    assert.match(text, /\+ {3}a: 1\n- {3}a: 2/);
    assert.match(text, /at .*full\.test\.ts:3:\d+/);
    assert.match(text, /test at .*full\.test\.ts:3/);
    assert.match(text, /printed by the tests:\na hint/);
    assert.doesNotMatch(text, /node:internal/);
  });

  it("keeps the hooks of a file away from the tests of the others", async () => {
    const { passed, failures } = await run({
      "hooks.test.ts":
        'beforeEach(() => { process.env.HOOKED = "yes"; });\ntest("is hooked", () => { if (!process.env.HOOKED) throw new Error("not hooked"); delete process.env.HOOKED; });',
      "none.test.ts": 'test("is not", () => { if (process.env.HOOKED) throw new Error("hooked"); });',
    });
    assert.deepEqual([passed, failures], [2, []]);
  });

  it("takes a file that cannot be loaded, and a hook that fails, for failures", async () => {
    const { passed, failures } = await run({
      "broken.test.ts": 'throw new Error("at load");',
      "hook.test.ts":
        'describe("group", () => { after(() => { throw new Error("in the hook"); }); it("passes", () => {}); });',
      "fine.test.ts": 'test("is fine", () => {});',
    });
    assert.equal(passed, 2);
    assert.match(
      failures.join("\n"),
      /broken\.test\.ts\nError: at load[\s\S]*hook\.test\.ts > group\nError: in the hook/,
    );
    assert.equal(failures.length, 2);
  });

  it("takes a process that ends before its tests for a failure, whatever its exit code", async () => {
    const { failures } = await run({
      "early.test.ts": 'test("ends", () => { console.log("last words"); process.exit(0); });',
    });
    assert.match(
      failures.join("\n"),
      /^the test process ended too early \(exit code 0\): \S+early\.test\.ts\nlast words\n/,
    );
  });

  it("ends the process when it is interrupted", async () => {
    const interrupt = new AbortController();
    const file = write(
      "long.test.ts",
      'test("waits", () => new Promise((resolve) => setTimeout(resolve, 60_000)));',
    );
    const running = runFiles([file], 1, { signal: interrupt.signal, onTest: () => interrupt.abort() });
    assert.match((await running).failures.join("\n"), /^the test process ended too early \(SIGTERM\)/);
  });

  for (const run of [runFiles, runOneByOne]) {
    it(`gives every file to one of several processes: ${run.name}`, async () => {
      const files = ["a", "b", "c", "d", "e"].map((name) =>
        write(`${name}.test.ts`, `test("${name}", () => {});`),
      );
      const { passed, failures } = await run(files, 2, { signal: new AbortController().signal });
      assert.deepEqual([passed, failures], [5, []]);
    });
  }

  it("begins no other file once it is interrupted", async () => {
    const interrupt = new AbortController();
    const wait = "() => new Promise((resolve) => setTimeout(resolve, 60_000))";
    const files = ["first", "second"].map((name) => write(`${name}.test.ts`, `test("${name}", ${wait});`));
    const begun: string[] = [];
    const onTest = (name: string) => {
      begun.push(name);
      interrupt.abort();
    };
    await runOneByOne(files, 1, { signal: interrupt.signal, onTest });
    assert.equal(begun.length, 1);
  });
});
