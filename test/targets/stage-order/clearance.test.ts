import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unclearedText, whyUncleared } from "../../../infra/targets/stage-order/clearance.ts";

const NOW = new Date("2026-11-26T08:00:00Z");
const WANTED = { stage: "130-sunset", instance: "lab" };
const CLEARANCE = { ...WANTED, archive: "20261126T075900000Z", until: "2026-11-26T08:10:00Z" };

describe("a clearance", () => {
  it("is good for its stage of its instance, until it ends", () => {
    assert.equal(whyUncleared(CLEARANCE, WANTED, NOW), null);
    assert.equal(
      whyUncleared(CLEARANCE, WANTED, new Date(CLEARANCE.until)),
      "what cleared it ended at 2026-11-26T08:10:00Z",
    );
    assert.equal(
      whyUncleared(CLEARANCE, { ...WANTED, instance: "other" }, NOW),
      "what clears it is for 130-sunset of lab",
    );
    assert.equal(
      whyUncleared({ ...CLEARANCE, stage: "140-end" }, WANTED, NOW),
      "what clears it is for 140-end of lab",
    );
  });

  it("is none without an archive, or when it is something else", () => {
    for (const none of [
      null,
      undefined,
      true,
      "yes",
      {},
      { ...CLEARANCE, archive: "" },
      { ...CLEARANCE, until: "soon" },
    ])
      assert.equal(whyUncleared(none, WANTED, NOW), "nothing clears it");
  });

  it("that is missing is asked for with the command that gives it", () => {
    assert.equal(
      unclearedText("130-sunset", "nothing clears it"),
      "130-sunset removes V1's app for good, and nothing clears it; nothing was changed. What must be true is checked by: npm run deploy-v2 -- 130-sunset",
    );
  });
});
