import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readNginx, UnreadableTextError } from "../../policies/nginx-reader.ts";

const read = (text: string) => readNginx(text, "nginx.conf");

function refuses(text: unknown, message: string): void {
  assert.throws(
    () => readNginx(text, "nginx.conf"),
    (error: unknown) => {
      assert.ok(error instanceof UnreadableTextError);
      assert.equal(error.message, message);
      return true;
    },
  );
}

describe("the reader of nginx text", () => {
  it("gives every directive its words, its place and what stands in its block", () => {
    assert.deepEqual(read("http {\n  listen 443 ssl;\n  events { }\n}\n"), [
      {
        name: "http",
        args: [],
        at: "nginx.conf:1",
        children: [
          { name: "listen", args: ["443", "ssl"], at: "nginx.conf:2" },
          { name: "events", args: [], at: "nginx.conf:3", children: [] },
        ],
      },
    ]);
  });

  it("reads an empty text as no directives", () => {
    assert.deepEqual(read(" \n# only a comment"), []);
  });

  it("takes a comment only where a word could start", () => {
    assert.deepEqual(read("a b#c; # d;\n\"#e\" '# f';"), [
      { name: "a", args: ["b#c"], at: "nginx.conf:1" },
      { name: "#e", args: ["# f"], at: "nginx.conf:2" },
    ]);
  });

  it("keeps signs inside quotes, over several lines", () => {
    assert.deepEqual(read('a "{;}\n" b;\nc d;'), [
      { name: "a", args: ["{;}\n", "b"], at: "nginx.conf:1" },
      { name: "c", args: ["d"], at: "nginx.conf:3" },
    ]);
  });

  it("undoes the escapes that nginx undoes and keeps the others", () => {
    assert.deepEqual(read(String.raw`a "\"\\\t" '\'' \;\{ ~^/a\.b$;`)[0]?.args, [
      '"\\\t',
      "'",
      "\\;\\{",
      "~^/a\\.b$",
    ]);
  });

  it("lets a brace stand in a variable and in the middle of a word", () => {
    assert.deepEqual(read("a $\x7bhost}x b};")[0]?.args, ["$\x7bhost}x", "b}"]);
  });

  it("takes a quote inside a word for a plain character", () => {
    assert.deepEqual(read('a b"c d"e;')[0]?.args, ['b"c', 'd"e']);
  });

  it("lets a bracket follow a quote, as conditions do", () => {
    assert.deepEqual(read('if ($a = "b") { }')[0]?.args, ["($a", "=", "b", ")"]);
  });

  it("refuses what is not text", () => {
    refuses(undefined, "nginx.conf: cannot read: expected text, got undefined");
    refuses({}, "nginx.conf: cannot read: expected text, got object");
  });

  it("refuses braces without a partner", () => {
    refuses("a;\n}", 'nginx.conf:2: cannot read: unexpected "}"');
    refuses("a {\n b;\n", "nginx.conf:3: cannot read: unexpected end of file");
    refuses("{ }", 'nginx.conf:1: cannot read: unexpected "{"');
  });

  it("refuses a directive without an end", () => {
    refuses("a b", 'nginx.conf:1: cannot read: unexpected end of file, "a" has no ";"');
    refuses("x { a b }", 'nginx.conf:1: cannot read: unexpected "}", "a" has no ";"');
    refuses("\n;", 'nginx.conf:2: cannot read: unexpected ";"');
  });

  it("refuses quotes that are not closed or run into a word", () => {
    refuses('a\n"b;', 'nginx.conf:2: cannot read: quote " is never closed');
    refuses("a 'b\\';", "nginx.conf:1: cannot read: quote ' is never closed");
    refuses('a "b"c;', 'nginx.conf:1: cannot read: quoted text must be followed by a blank, ";", "{" or ")"');
  });

  it("refuses a backslash at the very end and control characters", () => {
    refuses("a \\", "nginx.conf:1: cannot read: text ends in a backslash");
    refuses("a;\nb \u0000;", "nginx.conf:2: cannot read: control character");
  });

  it("refuses blocks nested without end instead of running out of stack", () => {
    refuses("a {".repeat(100_000), "nginx.conf:1: cannot read: blocks are nested deeper than 20");
  });

  it("never fails in another way, whatever the text", () => {
    const pieces = fc.constantFrom("{", "}", ";", '"', "'", "\\", "#", "$", " ", "\n", "a", "${", ")", "é");
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        try {
          read(parts.join(""));
        } catch (error) {
          assert.ok(error instanceof UnreadableTextError);
        }
      }),
    );
  });

  it("gives back any words that were quoted", () => {
    const quoted = (word: string) => `"${word.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
    const words = fc.string({ unit: "grapheme-ascii" });
    fc.assert(
      fc.property(fc.array(words), (args) => {
        assert.deepEqual(read(`name ${args.map(quoted).join(" ")};`)[0]?.args, args);
      }),
    );
  });
});
