import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyStart, startLock } from "../../../scripts/platform/deploy/deploy-lock.ts";
import { withLock } from "../../../scripts/toolchain/lock.ts";
import { ownFolder } from "../../support/own-folder.ts";

test("a second npm start of an instance is refused at once, and one of another instance is not", async (t) => {
  ownFolder(t, "SSM_CACHE_DIR");
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
        message: `lab is being started by another run (pid ${process.pid}); see how far it is: npm run status. To stop it: kill -INT ${process.pid}`,
      },
    );
  });
  await start("lab", async () => {});
});
