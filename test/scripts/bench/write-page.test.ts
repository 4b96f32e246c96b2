import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { performanceDoc } from "../../../scripts/bench/performance-doc.ts";
import { readRecorded } from "../../../scripts/bench/recorded.ts";
import { refuseUnusable, writePage } from "../../../scripts/bench/write-page.ts";
import { FAILED, LOST, REPORT } from "./support.ts";

const CASES = ["preview-noop", "weight-changes"];
const WRITTEN = "written: docs/performance.json, docs/performance.md";

function docs(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const text = (file: string) => readFileSync(join(folder, file), "utf8");
  return { folder, text };
}

describe("npm run bench -- --write", () => {
  it("begins the page anew where no figures are recorded, and says so", (t) => {
    const { folder, text } = docs(t);
    writeFileSync(join(folder, "performance.md"), "of old");
    assert.deepEqual(writePage(REPORT, CASES, folder), [
      "there were no recorded figures: the page begins anew",
      WRITTEN,
    ]);
    assert.deepEqual(readdirSync(folder).sort(), ["performance.json", "performance.md"]);
    assert.equal(
      text("performance.md"),
      performanceDoc(readRecorded(join(folder, "performance.json")), CASES),
    );
  });

  it("writes what was measured, and names what failed with the figures that stay", (t) => {
    const { folder, text } = docs(t);
    writePage(REPORT, CASES, folder);
    const time = "2026-11-23T09:00:00.000Z";
    const lines = writePage({ ...REPORT, time, figures: [FAILED, LOST] }, CASES, folder);
    assert.deepEqual(lines, ["preview-noop failed: its figures of 2026-11-22, 5ddb1bd08c stay", WRITTEN]);
    assert.match(text("performance.md"), /^\| preview-noop .*\| 2026-11-22, 5ddb1bd08c \|$/m);
    assert.match(text("performance.md"), /^\| weight-changes .*\| 2026-11-23, 5ddb1bd08c \|$/m);
  });

  it("writes nothing when everything failed", (t) => {
    const { folder } = docs(t);
    assert.deepEqual(writePage({ ...REPORT, figures: [FAILED] }, CASES, folder), [
      "preview-noop failed, and was never measured before",
      "docs/performance.md is as it was: nothing was measured",
    ]);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("changes nothing beside figures that were changed by hand, which is known before anything is measured", (t) => {
    const { folder, text } = docs(t);
    writePage(REPORT, CASES, folder);
    const page = text("performance.md");
    const changed = text("performance.json").replace("6.04", "4.04");
    writeFileSync(join(folder, "performance.json"), changed);
    assert.throws(() => refuseUnusable(folder), { id: "SSM-BENCH-FIGURES" });
    assert.throws(() => writePage(REPORT, CASES, folder), { id: "SSM-BENCH-FIGURES" });
    assert.deepEqual([text("performance.json"), text("performance.md")], [changed, page]);
  });
});
