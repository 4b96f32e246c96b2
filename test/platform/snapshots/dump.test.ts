import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { describe, it } from "node:test";
import { withoutMark } from "../../../scripts/platform/snapshots/dump.ts";
import { judge } from "../../../scripts/platform/snapshots/test-restore.ts";

const MARK = "m".repeat(40);

describe("the copy of a store", () => {
  it("ends before the mark, however it is cut into pieces", async () => {
    const whole = `REDIS${"x".repeat(100)}${MARK}`;
    for (const size of [1, 7, 40, 64, 1_000]) {
      const pieces = whole.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
      const copy = Readable.from(pieces.map((piece) => Buffer.from(piece))).pipe(withoutMark(() => ""));
      assert.equal(await text(copy), whole.slice(0, -40));
    }
  });

  it("fails with the store's own words when there is none", async () => {
    const copy = withoutMark(() => "AUTH failed: WRONGPASS\n");
    await assert.rejects(
      pipeline(Readable.from([Buffer.from("short")]), copy, async (all) => text(all)),
      {
        message: "the store gave no copy: AUTH failed: WRONGPASS",
      },
    );
  });
});

describe("a restored pair of stores", () => {
  const difference = (key: string, is: string) => JSON.stringify({ key, is, fields: [], repair: "retry" });
  const summary = JSON.stringify({ compared: 5, equal: 4, different: 1 });

  it("is proven when every document is the same on both sides or known not to be carried", () => {
    assert.deepEqual(judge(`${difference("offer:1", "not to be carried")}\n${summary}\n`), {
      documents: 5,
      deadLetters: 1,
    });
  });

  it("is not when one differs", () => {
    const said = [difference("offer:1", "missing in v2"), difference("offer:2", "different"), summary];
    assert.throws(() => judge(said.join("\n")), {
      message: "offer:1 is missing in v2, and 1 others are not the same either",
    });
  });
});
