import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileOf, planOf, STAGES } from "./support/plans.ts";

const EXPECTED = join(import.meta.dirname, "expected");
const FRESH = "npm run render -- --write-expected, then read what git diff shows";

describe("the generated files of the lab", () => {
  for (const stage of STAGES)
    for (const [service, file] of [
      ["gateway", "nginx.conf"],
      ["prometheus", "prometheus.yml"],
      ["prometheus", "alerts.yml"],
    ] as const)
      it(`are the ones that were last looked at: ${stage}/${file}`, () => {
        const path = join(EXPECTED, stage, file);
        assert.ok(existsSync(path), `test/expected/${stage}/${file} is missing; ${FRESH}`);
        const same = readFileSync(path, "utf8") === fileOf(planOf(stage), service, file);
        assert.ok(same, `test/expected/${stage}/${file} is not current; ${FRESH}`);
      });

  it("have no expectation of a stage that is gone", () => {
    const folders = readdirSync(EXPECTED, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), STAGES);
  });
});
