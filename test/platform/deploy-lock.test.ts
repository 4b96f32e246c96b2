import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { onlyStart, startLock } from "../../scripts/platform/deploy-lock.ts";
import { withLock } from "../../scripts/toolchain/lock.ts";

test("a second npm start of an instance is refused at once, and one of another instance is not", async (t) => {
  const cache = mkdtempSync(join(tmpdir(), "cache-"));
  const before = process.env.SSM_CACHE_DIR;
  process.env.SSM_CACHE_DIR = cache;
  t.after(() => {
    if (before === undefined) delete process.env.SSM_CACHE_DIR;
    else process.env.SSM_CACHE_DIR = before;
    rmSync(cache, { recursive: true });
  });
  const start = (instance: string, work: () => Promise<unknown>) => {
    const owner = { place: "lab", instance };
    return withLock(
      startLock(owner),
      onlyStart(owner, () => {}),
      work,
    );
  };
  await start("lab", async () => {
    await start("beside", async () => {});
    await assert.rejects(
      start("lab", async () => {}),
      {
        id: "SSM-BUSY",
        exitCode: 1,
        message: `npm start of lab is at work (pid ${process.pid}); see how far it is: npm run status. To stop it: kill -INT ${process.pid}`,
      },
    );
  });
  await start("lab", async () => {});
});
