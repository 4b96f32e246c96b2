import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { readDirection, targetsOf } from "../../../infra/services/data-sync/direction.ts";
import { planOf } from "../../support/plans.ts";

describe("the direction", () => {
  const dir = mkdtempSync(join(tmpdir(), "ssm-direction-"));
  const path = join(dir, "direction.json");
  after(() => rmSync(dir, { recursive: true }));

  it("is what the plan of a stage says: V1 wins conflicts up to 50 %, V2 from 75 % on", async () => {
    for (const [stage, authority] of [
      ["000-baseline", "v1"],
      ["050-percent", "v1"],
      ["075-percent", "v2"],
      ["130-sunset", "v2"],
    ] as const) {
      const config = planOf(stage).configs.find(({ service }) => service === "data-sync");
      writeFileSync(path, config?.files["direction.json"] ?? "");
      assert.deepEqual(await readDirection(path), { mode: "bidirectional", authority });
    }
  });

  it("is off while there is no file that says it", async () => {
    assert.equal((await readDirection(join(dir, "none"))).mode, "off");
    writeFileSync(path, '{"mode":"sideways","authority":"v1"}');
    assert.equal((await readDirection(path)).mode, "off");
  });

  it("says whose documents may be written", () => {
    assert.deepEqual(targetsOf("off"), []);
    assert.deepEqual(targetsOf("v1-to-v2"), ["v2"]);
    assert.deepEqual(targetsOf("v2-to-v1"), ["v1"]);
    assert.deepEqual(targetsOf("bidirectional"), ["v1", "v2"]);
    assert.deepEqual(targetsOf("drain"), ["v1", "v2"]);
  });
});
