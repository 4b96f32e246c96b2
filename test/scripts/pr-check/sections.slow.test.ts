import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  COMMENT_LIMIT,
  fitted,
  markdown,
  plainText,
  type Section,
  visible,
} from "../../../scripts/pr-check/sections.ts";
import { hostileMarkdown } from "../../support/hostile-markdown.ts";

const sections: fc.Arbitrary<Section[]> = fc.array(
  fc.record({
    title: hostileMarkdown,
    open: fc.boolean(),
    text: fc.oneof(hostileMarkdown, fc.string({ minLength: 5000, maxLength: 40_000 })),
  }),
  { maxLength: 12 },
);

describe("the report as Markdown", () => {
  it("keeps every text within its fence, and every title free of anything that GitHub would act on", () => {
    fc.assert(
      fc.property(sections, (all) => {
        for (const part of all) {
          const lines = markdown([part]).split("\n");
          const [first = "", second, fence = ""] = lines;
          assert.match(first, /^<details( open)?><summary><code>[^<>\n]*<\/code><\/summary>$/);
          assert.equal(second, "");
          assert.deepEqual(lines.slice(-3), [fence.replace("diff", ""), "", "</details>"]);
          const ticks = fence.replace("diff", "").length;
          const inside = lines.slice(3, -3);
          assert.ok(
            inside.every((line) => !line.includes("`".repeat(ticks))),
            "the text closes its own fence",
          );
        }
      }),
    );
  });

  it("shows characters that hide or turn others by their code", () => {
    assert.equal(
      visible("a\u202eb\u0000c\r\n\td\u2028\u200be"),
      "a\\u{202e}b\\u{0}c\\u{d}\n\td\\u{2028}\\u{200b}e",
    );
    assert.equal(visible("é 漢 `code`"), "é 漢 `code`");
  });

  it("is one part after the other, closed unless it must be seen", () => {
    assert.equal(
      markdown([
        { title: "Summary", open: true, text: "+ fine" },
        { title: "a < b", open: false, text: "```" },
      ]),
      [
        "<details open><summary><code>Summary</code></summary>\n\n```diff\n+ fine\n```\n\n</details>",
        "<details><summary><code>a &lt; b</code></summary>\n\n````diff\n```\n````\n\n</details>",
      ].join("\n\n"),
    );
  });

  it("reads in a terminal as title and text", () => {
    assert.equal(plainText([{ title: "Summary", open: true, text: "+ fine" }]), "== Summary\n+ fine");
  });
});

describe("a report that must fit into one comment", () => {
  it("does, whatever is in it", () => {
    fc.assert(
      fc.property(sections, (all) => {
        assert.ok(markdown(fitted(all)).length <= COMMENT_LIMIT);
      }),
    );
  });

  it("cuts a long title before a character that does not fit, not through it", () => {
    const [cut] = fitted([{ title: `${"x".repeat(119)}😀`, open: false, text: "" }]);
    assert.equal(cut?.title, "x".repeat(119));
  });

  it("is whole when it is short", () => {
    const all = [{ title: "Summary", open: true, text: "+ fine" }];
    assert.deepEqual(fitted(all), all);
  });

  it("says of a long part how many lines are missing and where they are", () => {
    const text = Array.from({ length: 3000 }, (_, index) => `line ${index}`).join("\n");
    const [cut] = fitted([{ title: "long", open: false, text }]);
    const lines = cut?.text.split("\n") ?? [];
    const shown = lines.length - 1;
    assert.equal(lines[0], "line 0");
    assert.equal(lines.at(-1), `... ${3000 - shown} more lines: they are in the artefact, report.md`);
    assert.ok((cut?.text.length ?? 0) <= 12_000 && shown > 1000);
  });

  it("says how many parts are missing", () => {
    const all = Array.from({ length: 20 }, (_, index) => ({
      title: `part ${index}`,
      open: false,
      text: "line\n".repeat(2200),
    }));
    const cut = fitted(all);
    assert.equal(cut.at(-1)?.title, `${20 - (cut.length - 1)} more parts`);
    assert.deepEqual(
      cut.slice(0, -1).map(({ title }) => title),
      all.slice(0, cut.length - 1).map(({ title }) => title),
    );
  });
});
