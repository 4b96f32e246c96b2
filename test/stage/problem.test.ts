import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InputError, pathText, problemLine } from "../../infra/stage/problem.ts";

const problem = { file: "a.yaml", line: 7, column: 17, path: "gate.errorRate.max", message: "must be less" };

describe("a problem", () => {
  it("is one line that editors and terminals can open", () => {
    assert.equal(problemLine(problem), "a.yaml:7:17: gate.errorRate.max must be less");
    assert.equal(problemLine({ ...problem, path: "" }), "a.yaml:7:17: must be less");
  });

  it("shows by its code what cannot be seen or looks like another letter, and leaves accents alone", () => {
    const line = (path: string, message: string) => problemLine({ ...problem, path, message });
    assert.equal(line("h\u043eld", "is not a known key"), "a.yaml:7:17: h\\u{43e}ld is not a known key");
    assert.equal(line("v2", 'got "10%\u200b"'), 'a.yaml:7:17: v2 got "10%\\u{200b}"');
    assert.equal(line("v2", 'got "\uff11\u00a0\u202e"'), 'a.yaml:7:17: v2 got "\\u{ff11}\\u{a0}\\u{202e}"');
    assert.equal(
      problemLine({ ...problem, file: "\u001b[31mä.yaml", path: "" }),
      "\\u{1b}[31mä.yaml:7:17: must be less",
    );
    assert.equal(line("é", "got …"), "a.yaml:7:17: é got …");
  });

  it("names a path as people would write it", () => {
    assert.equal(pathText(["routes", 2, "to"]), "routes[2].to");
    assert.equal(pathText([]), "");
  });
});

describe("an input error", () => {
  it("holds every mistake, one per line, with a stable id and the exit code of wrong use", () => {
    const error = new InputError([problem, "slot must be smaller"]);
    assert.equal(error.message, "a.yaml:7:17: gate.errorRate.max must be less\nslot must be smaller");
    assert.deepEqual(error.problems, [problem]);
    assert.equal(error.id, "SSM-INPUT");
    assert.equal(error.exitCode, 1);
    assert.equal(error.name, "InputError");
  });
});
