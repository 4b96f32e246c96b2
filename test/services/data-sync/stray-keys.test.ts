import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { documentOf } from "../../../infra/services/data-sync/lenses.ts";
import { keyText, StrayKeys, strayName, straysIn } from "../../../infra/services/data-sync/stray-keys.ts";
import { memorySides } from "./support/memory-side.ts";

/** Any text that bytes can be. */
function utf8(lengths: { minLength?: number; maxLength?: number } = {}) {
  const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
  return fc.string({ ...lengths, unit }).map((text) => Buffer.from(text).toString());
}

const LONG = `offer:${"x".repeat(257)}`;

describe("the text of a key", () => {
  it("is the key, as long as that is UTF-8", () => {
    fc.assert(
      fc.property(utf8(), (text) => {
        const bytes = Buffer.from(text);
        assert.equal(keyText(bytes), bytes.toString());
      }),
    );
  });

  it("is another one for every key that is not, and none that a document could have", () => {
    const [first, second] = [0xff, 0xfe].map((byte) =>
      keyText(Buffer.from([...Buffer.from("offer:a"), byte])),
    );
    assert.match(first ?? "", /^offer:a\ufffd\ufffd[0-9a-f]{16}$/);
    assert.notEqual(first, second);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (id) => {
        const text = keyText(Buffer.concat([Buffer.from("offer:"), id]));
        const document = documentOf("v1", text);
        assert.ok(document !== null);
        assert.equal(
          "lens" in document,
          text === `offer:${Buffer.from(id).toString()}` && !text.includes("\ufffd"),
        );
      }),
    );
  });
});

it("a letter's name is short, can be printed, differs from key to key, and is no document's", () => {
  const id = fc.oneof(fc.constant(""), utf8({ minLength: 257, maxLength: 300 }));
  fc.assert(
    fc.property(id, id, (a, b) => {
      const [one, other] = [strayName(`offer:${a}`), strayName(`offer:${b}`)];
      assert.equal(one === other, a === b);
      assert.ok(one.length <= 80 && !/\p{C}/u.test(one), one);
      const document = documentOf("v1", one);
      assert.ok(document !== null && "rule" in document);
    }),
  );
});

describe("keys that no document can have", () => {
  const walk = async (side: ReturnType<typeof memorySides>["v1"], keys: readonly string[]) => {
    const strays = await StrayKeys.of(side);
    for (const { key, problem } of straysIn("v1", keys)) await strays.meet(key, problem);
    return strays.end();
  };

  it("are dead letters with their reason until a walk meets them no more", async () => {
    const { v1 } = memorySides();
    const keys = [LONG, "offer:", "offer:\ufffd", "offer:1", "algo:\ufffd", `sync:record:${LONG}`];
    assert.equal(await walk(v1, keys), 3);
    assert.deepEqual([...v1.letters.keys()], [LONG, "offer:", "offer:\ufffd"].map(strayName));
    assert.deepEqual(v1.letters.get(strayName(LONG))?.problems, [
      {
        field: "the key",
        value: `offer:${"x".repeat(53)}…`,
        rule: "must have an id of 1 to 256 characters, all of them UTF-8",
      },
    ]);
    assert.equal(await walk(v1, [LONG, LONG]), 1);
    assert.equal(v1.letters.size, 1);
    assert.equal(await walk(v1, []), 0);
    assert.equal(v1.letters.size, 0);
  });

  it("leave the letters of documents alone", async () => {
    const { v1 } = memorySides();
    await v1.bury("offer:1", { problems: [], print: "p", at: 1, isDropped: false });
    assert.equal(await walk(v1, []), 0);
    assert.ok(v1.letters.has("offer:1"));
  });

  it("count no more once their letter was dropped, and again when they come back", async () => {
    const { v1 } = memorySides();
    await walk(v1, [LONG]);
    const letter = await v1.letter(strayName(LONG));
    assert.ok(letter !== null);
    await v1.bury(strayName(LONG), { ...letter, isDropped: true });
    assert.equal(await walk(v1, [LONG]), 0);
    assert.ok(v1.letters.get(strayName(LONG))?.isDropped);
    await walk(v1, []);
    assert.equal(await walk(v1, [LONG]), 1);
  });

  it("have a thousand letters at most; the others are counted", async () => {
    const { v1 } = memorySides();
    const keys = Array.from({ length: 1_200 }, (_, index) => `${LONG}${index}`);
    assert.deepEqual([await walk(v1, keys), v1.letters.size], [1_200, 1_000]);
    assert.deepEqual([await walk(v1, keys.slice(300)), v1.letters.size], [900, 700]);
  });
});
