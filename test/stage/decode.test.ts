import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decode, refuseSize } from "../../infra/stage/decode.ts";

const refusals: readonly (readonly [claim: string, bytes: Uint8Array, line: number, message: string])[] = [
  [
    "lines that end with a carriage return alone",
    Buffer.from("# a stage\rv2: 25%\r"),
    1,
    "the lines end with a carriage return alone; save the file with LF or CRLF",
  ],
  ["UTF-16", Buffer.from("\ufeffv2: 25%", "utf16le"), 1, "the file is written in UTF-16; save it as UTF-8"],
  [
    "UTF-16 with the high byte first",
    Buffer.from("\ufeffv2: 25%", "utf16le").swap16(),
    1,
    "the file is written in UTF-16; save it as UTF-8",
  ],
  [
    "Latin-1, at the line it starts in",
    Buffer.from("v2: 25%\n# d\xe9but\n", "latin1"),
    2,
    "the file is not UTF-8 text; save it as UTF-8",
  ],
  ["a zero byte", Buffer.from("v2: 25%\nhold: \0"), 2, "the file holds a zero byte, so it is no text"],
];

describe("decode refuses", () => {
  for (const [claim, bytes, line, message] of refusals) {
    it(claim, () => {
      assert.deepEqual(decode("a.yaml", bytes), { file: "a.yaml", line, column: 1, path: "", message });
    });
  }
});

describe("decode", () => {
  it("reads UTF-8 with or without a byte order mark", () => {
    assert.equal(decode("a.yaml", Buffer.from("# début")), "# début");
    assert.equal(decode("a.yaml", Buffer.from("\ufeff# début")), "# début");
  });

  it("reads lines that end with LF or CRLF", () => {
    assert.equal(decode("a.yaml", Buffer.from("a: 1\r\nb: 2\n")), "a: 1\r\nb: 2\n");
  });
});

describe("a file", () => {
  it("is read up to 1 MB", () => {
    assert.equal(refuseSize(1_048_576), null);
    assert.equal(refuseSize(1_048_577), "the file is too large: 1048577 bytes, at most 1048576 are read");
  });
});
