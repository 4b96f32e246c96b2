import assert from "node:assert/strict";
import { it } from "node:test";
import { within } from "../../../scripts/platform/command/within.ts";

it("what takes too long is given up with a reason; what is done in time is passed on", async () => {
  assert.equal(await within(1, "x", Promise.resolve("done")), "done");
  await assert.rejects(within(1, "x", Promise.reject(new Error("broken"))), { message: "broken" });
  await assert.rejects(within(0.01, "store-v2", new Promise(() => {})), {
    message: "store-v2 gave no answer within 0.01 s",
  });
});
