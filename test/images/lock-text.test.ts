import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { changeLock, seenIn } from "../../scripts/images/lock-text.ts";
import { STACKS } from "../support/plans.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const change = { digest: DIGEST, ...seenIn("127.0.0.1:5000", new Date("2026-11-22T23:59:59Z")) };
const real = readFileSync(join(STACKS, "images.lock.yaml"), "utf8");

describe("the text of the lock", () => {
  it("changes in the lines of one entry and nowhere else", () => {
    const before = real.split("\n");
    const after = changeLock(real, new Map([["redis", change]])).split("\n");
    const redis = before.indexOf("redis:");
    assert.deepEqual(
      after.flatMap((line, index) => (line === before[index] ? [] : [[index - redis, line]])),
      [
        [3, `  digest: ${DIGEST}`],
        [4, "  verified: true"],
        [5, "  source: seen in 127.0.0.1:5000 on 2026-11-22"],
      ],
    );
    assert.equal(after.length, before.length);
  });

  it("does not change without a change", () => {
    assert.equal(changeLock(real, new Map()), real);
  });

  it("keeps every comment, blank, order and line end, however values are written", () => {
    const spaces = fc.constantFrom(" ", "   ");
    const comment = fc.constantFrom("", " # why", "   # 'quoted: {', [");
    const source = fc.constantFrom(
      "plain text",
      '"double \\"quoted\\""',
      "'single'",
      ">-\n    folded\n    text",
    );
    const end = fc.constantFrom("\n", "\r\n");
    fc.assert(
      fc.property(spaces, comment, source, end, fc.boolean(), (space, note, old, newline, isFlow) => {
        const tail = old.startsWith(">") ? "" : note;
        const block = [
          `a:${note}`,
          `  name:${space}a${note}`,
          `  source:${space}${old}${tail}`,
          `  verified:${space}false${note}`,
          "",
          `  digest:${space}"x"${note}`,
        ];
        const flow = [`a: {name: a, source: 'x, y',${space}verified: false, digest: x}${note}`];
        const text = ["# first", "", ...(isFlow ? flow : block), "b: { digest: y }", "# last", ""].join("\n");
        const before = text.replaceAll("\n", newline);
        const after = changeLock(before, new Map([["a", change]]));
        assert.deepEqual(parse(after), { a: { name: "a", ...change }, b: { digest: "y" } });
        const comments = (yaml: string) => yaml.match(/#.*/g);
        assert.deepEqual(comments(after), comments(before));
        assert.deepEqual(Object.keys(parse(after).a), Object.keys(parse(before).a));
        assert.equal(after.includes("\r\n"), newline === "\r\n");
      }),
    );
  });

  it("has every entry that is to be changed, or the mistake is ours", () => {
    assert.throws(() => changeLock(real, new Map([["other", change]])), {
      message: "the lock has no other.digest",
    });
  });
});
