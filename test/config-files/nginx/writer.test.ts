import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type Argument,
  block,
  type Directive,
  directive,
  trusted,
  UnsafeValueError,
} from "../../../infra/config-files/nginx/directive.ts";
import { writeNginx } from "../../../infra/config-files/nginx/writer.ts";
import { type Directive as ReadDirective, readNginx } from "../../../policies/nginx-reader.ts";
import { hostileText } from "../../support/hostile-text.ts";

const refused = (value: string) => ({
  name: "Error",
  message: `nginx value must be letters, digits or one of _ . : / @ % + = , * -, got ${JSON.stringify(value)}`,
});

describe("the writer of nginx text", () => {
  it("writes one directive per line and indents what stands in a block", () => {
    const text = writeNginx([
      directive("worker_processes", 2),
      block("location", ["=", "/health"], [directive("return", 200, "ok"), block("if", ["x"], [])]),
    ]);
    assert.equal(text, "worker_processes 2;\nlocation = /health {\n  return 200 ok;\n  if x {\n  }\n}\n");
  });

  it("quotes our own text only where it must", () => {
    const cases: readonly (readonly [Argument, string])[] = [
      [trusted`$host`, "$host"],
      [trusted``, '""'],
      [trusted`no such path`, '"no such path"'],
      [trusted`~^[0-9a-f]{32}$`, '"~^[0-9a-f]{32}$"'],
      [trusted`default-src 'none'; x`, "\"default-src 'none'; x\""],
      [trusted`{"a":1}`, "'{\"a\":1}'"],
      [trusted`it's "so"`, '"it\'s \\"so\\""'],
      [{ trusted: "a\\d" }, '"a\\\\d"'],
      [trusted`#no comment`, '"#no comment"'],
    ];
    for (const [argument, expected] of cases)
      assert.equal(writeNginx([directive("a", argument)]), `a ${expected};\n`);
  });

  it("refuses a value from outside that could end its directive", () => {
    for (const value of ["a;", "a b", "{", "}", "a\nb", '"', "'", "\\", "#", "$host", "", "~x", "é"])
      assert.throws(() => writeNginx([directive("server_name", value)]), refused(value));
  });

  it("refuses such a value inside our own text too", () => {
    const host = "x; return 200";
    assert.throws(() => trusted`https://${host}$request_uri`, refused(host));
    assert.throws(() => trusted`https://${""}`, refused(""));
  });

  it("refuses control characters even in our own text", () => {
    assert.throws(() => writeNginx([directive("a", { trusted: "x\ny" })]), {
      message: 'nginx value holds a control character: "x\\ny"',
    });
    assert.throws(() => writeNginx([directive("a", { trusted: "\u007f" })]), {
      message: 'nginx value holds a control character: "\u007f"',
    });
  });

  it("refuses a name that is none", () => {
    for (const name of ["", "a b", "a;", "if(", "}", "#", "$x"])
      assert.throws(() => writeNginx([directive(name)]), {
        message: `nginx name is not allowed: ${JSON.stringify(name)}`,
      });
  });

  it("gives back every value from outside as the one argument it was, or refuses it", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1 }), (values) => {
        const text = written([directive("name", ...values), directive("next")]);
        if (text !== null) assert.deepEqual(read(text), [plain("name", values), plain("next", [])]);
      }),
    );
  });

  it("gives back our own text word for word, whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1 }), (values) => {
        const args = values.map((value) => ({ trusted: value }));
        const text = written([directive("name", ...args), directive("next")]);
        if (text !== null) assert.deepEqual(read(text), [plain("name", values), plain("next", [])]);
      }),
    );
  });

  it("never lets a name open, close or end anything", () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const text = written([block("outer", [], [directive(name, "value")]), directive("next")]);
        if (text === null) return;
        assert.deepEqual(read(text), [
          { ...plain("outer", []), children: [plain(name, ["value"])] },
          plain("next", []),
        ]);
      }),
    );
  });

  it("refuses with UnsafeValueError and in no other way", () => {
    fc.assert(fc.property(hostileText, (value) => void written([directive(value, value)])));
  });
});

/** The text, or null when a value was refused. */
function written(directives: readonly Directive[]): string | null {
  try {
    return writeNginx(directives);
  } catch (error) {
    assert.ok(error instanceof UnsafeValueError);
    return null;
  }
}

interface Plain {
  readonly name: string;
  readonly args: readonly string[];
  readonly children?: readonly Plain[];
}

const plain = (name: string, args: readonly string[]): Plain => ({ name, args });

function read(text: string): Plain[] {
  return readNginx(text, "nginx.conf").map(withoutPlace);
}

function withoutPlace({ name, args, children }: ReadDirective): Plain {
  return { name, args, ...(children === undefined ? {} : { children: children.map(withoutPlace) }) };
}
