import assert from "node:assert/strict";
import { it } from "node:test";
import { askDataSync } from "../../scripts/platform/data-sync.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

it("a data-sync that does not run cannot be asked, and it is said how to start it", async (t) => {
  for (const containers of [
    [],
    [partOf("data-sync", { state: "exited", status: "Exited (137) 4 seconds ago" })],
  ]) {
    const context = await contextOf(t, { containers });
    await assert.rejects(askDataSync(context)(["status"]), {
      id: "SSM-NO-SYNC",
      exitCode: 1,
      message:
        "data-sync does not run, so nothing is carried; `npm run deploy-v2 -- <the stage that is reached>` starts what is missing",
    });
  }
});
