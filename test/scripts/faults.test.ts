import assert from "node:assert/strict";
import { test } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

test("npm run faults refuses a name that no fault has, with those there are, before it prepares anything", async (t) => {
  assert.deepEqual(await runCommandFile(t, "faults.ts", ["--only", "earthquake"]), {
    code: 1,
    out: "",
    error:
      'faults: no fault\'s name holds "earthquake"; there are 10-every-resource-start, 11-every-resource-rollback, 20-every-container, 30-disk-full, 40-clocks, 50-engine-restart, 60-second-clone, 70-network-cut [SSM-NO-FAULT]\n',
  });
});
