import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeHistory, type Reach } from "../../../infra/services/data-sync/history.ts";
import { type Loss, NO_LOSS } from "../../../infra/services/data-sync/situation.ts";

const known = { epoch: "a", beat: 100, beatAt: 50_000 };
const judge = (state: Reach, loss: Loss = NO_LOSS) => judgeHistory("store-v1", { ...state, loss }, known);

describe("judgeHistory", () => {
  it("knows a store that nobody has met", () => {
    const nobody = { epoch: null, beat: 0, beatAt: 0, loss: NO_LOSS };
    assert.deepEqual(judgeHistory("store-v1", nobody, nobody), { is: "new" });
  });

  it("trusts a store that has the newest beat it acknowledged", () => {
    assert.deepEqual(judge({ epoch: "a", beat: 100, beatAt: 50_000 }), { is: "whole", loss: NO_LOSS });
  });

  it("heals a store that lost at most five seconds", () => {
    assert.deepEqual(judge({ epoch: "a", beat: 90, beatAt: 45_000 }), {
      is: "shortened",
      loss: { gap: { from: 90, to: 100 }, horizon: 0 },
      lostMs: 5_000,
    });
  });

  it("remembers an earlier loss that was not looked through", () => {
    const loss = { gap: { from: 40, to: 60 }, horizon: 7 };
    assert.deepEqual(judge({ epoch: "a", beat: 99, beatAt: 49_900 }, loss), {
      is: "shortened",
      loss: { gap: { from: 40, to: 100 }, horizon: 7 },
      lostMs: 100,
    });
  });

  it("trusts no store that came up empty, was replaced or went back by more", () => {
    assert.deepEqual(judge({ epoch: null, beat: 0, beatAt: 0 }), {
      is: "broken",
      cause: "empty",
      reason: "store-v1 came up without its history: it is empty, or another store",
    });
    assert.deepEqual(judge({ epoch: "b", beat: 500, beatAt: 90_000 }), {
      is: "broken",
      cause: "replaced",
      reason: "store-v1 has another history than before: it was restored or replaced",
    });
    assert.deepEqual(judge({ epoch: "a", beat: 10, beatAt: 44_000 }), {
      is: "broken",
      cause: "went-back",
      reason: "store-v1 went back by 6 s: an older copy was restored",
    });
  });
});
