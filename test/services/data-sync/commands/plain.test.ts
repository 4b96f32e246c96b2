import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { plain } from "../../../../infra/services/data-sync/commands/plain.ts";

const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));

it("a text that can be read is told as it is, and everything else of it as an escape", () => {
  assert.equal(plain('offer:é "1" 漢'), 'offer:é "1" 漢');
  assert.equal(
    plain("\u001b[2J\u009b\u202e\u{e0001}\n\ud800"),
    "\\u001b[2J\\u009b\\u202e\\udb40\\udc01\\u000a\\ud800",
  );
});

it("JSON on one line stays the same JSON, and has nothing left that could trouble a terminal", () => {
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const line = JSON.stringify([text, "\u001b]0;x\u0007\u2066"]);
      assert.deepEqual(JSON.parse(plain(line)), JSON.parse(line));
      assert.doesNotMatch(plain(line), /\p{C}/u);
    }),
  );
});
