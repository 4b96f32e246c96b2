import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { runScript } from "../support/run-script.ts";

it("npm start never removes V1's app: it names the command that does", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "start-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const env = { SSM_STATE_DIR: folder, SSM_CACHE_DIR: folder };
  const { code, error } = await runScript("start.ts", ["--yes", "--stage", "130-sunset"], env);
  assert.equal(code, 1);
  assert.equal(
    error,
    "start: npm start ends at 100 %; V1's app is removed by: npm run deploy-v2 -- 130-sunset [SSM-SUNSET]\n",
  );
});
