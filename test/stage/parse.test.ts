import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { stageDocument } from "../../infra/stage/documents/stage.ts";
import { parse } from "../../infra/stage/parse.ts";
import { problemLine } from "../../infra/stage/problem.ts";

const GOOD = `v2: 25%
schedule: J+1
hold: 48h
gate:
  minRequests: 375
  errorRate: { max: 0.8%, over: 10m }
  p95: { max: 80ms, over: 10m }
  accuracyGain: { min: 11%, over: 1h }
  dataParity: { min: 100%, over: 10m }
  syncLag: { max: 1s, over: 10m }
next: 050-percent
data: { mode: bidirectional, authority: v1 }
`;

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) =>
  parse("a.yaml", typeof text === "string" ? bytes(text) : text, stageDocument);
const lines = (text: string) => read(text).problems.map(problemLine);

describe("parse", () => {
  it("reads a stage in plain units", () => {
    assert.deepEqual(read(GOOD).value, {
      v2: 25,
      sunset: null,
      schedule: 1,
      hold: 172_800,
      gate: {
        minRequests: 375,
        errorRate: { max: 0.008, over: 600 },
        p95: { max: 0.08, over: 600 },
        accuracyGain: { min: 0.11, over: 3600 },
        dataParity: { min: 1, over: 600 },
        syncLag: { max: 1, over: 600 },
      },
      next: "050-percent",
      data: { mode: "bidirectional", authority: "v1" },
    });
  });

  it("reads `next: none` as the end of the ladder", () => {
    assert.equal(read(GOOD.replace("050-percent", "none")).value?.next, null);
  });

  it("does not mind a byte order mark, Windows line ends and comments", () => {
    const text = `\ufeff# a comment\r\n${GOOD.replaceAll("\n", "\r\n")}`;
    assert.deepEqual(read(text).value, read(GOOD).value);
  });

  it("tells every mistake of a file at once, in the order of reading", () => {
    const text = `v2: 0.25
hodl: 48h
hold: 48h
hold: 24h
gate:
  minRequests: lots
  errorRate: { max: abc, over: 10m }
  accuracyGain: { min: 11% }
sunset: maybe
`;
    assert.deepEqual(lines(text), [
      "a.yaml:1:1: schedule is missing; write for example schedule: J+1",
      "a.yaml:1:1: next is missing; write for example next: 050-percent",
      "a.yaml:1:1: data is missing; write data with mode, authority",
      "a.yaml:1:5: v2 must be a whole percentage from 0% to 100%, got 0.25; a fraction is not read here, did you mean 25%?",
      "a.yaml:2:1: hodl is not a known key; did you mean hold?",
      "a.yaml:4:1: hold is written twice; keep one",
      "a.yaml:5:1: gate.p95 is missing; write p95 with max, over",
      "a.yaml:5:1: gate.dataParity is missing; write dataParity with min, over",
      "a.yaml:5:1: gate.syncLag is missing; write syncLag with max, over",
      'a.yaml:6:16: gate.minRequests must be a whole number from 1 to 100000000, got "lots"; write for example 375',
      'a.yaml:7:21: gate.errorRate.max must be a percentage from 0% to 100%, got "abc"; write for example 0.8%',
      "a.yaml:8:3: gate.accuracyGain.over is missing; write for example over: 1h",
      'a.yaml:9:9: sunset must be a map with keepArchive, got "maybe"',
    ]);
  });
});

const mistakes: readonly (readonly [claim: string, text: string, ...lines: string[]])[] = [
  ["an empty file", "", "a.yaml:1:1: the file is empty; write v2, schedule, hold, gate, next, data"],
  [
    "a file of comments",
    "# soon\n",
    "a.yaml:1:1: the file is empty; write v2, schedule, hold, gate, next, data",
  ],
  [
    "a list",
    "- v2: 25%\n",
    "a.yaml:1:1: must be a map with v2, schedule, hold, gate, next, data, got a list",
  ],
  [
    "a single text",
    "hello",
    'a.yaml:1:1: must be a map with v2, schedule, hold, gate, next, data, got "hello"',
  ],
  [
    "a missing gate",
    GOOD.replace(/gate:[\s\S]*next/, "next"),
    "a.yaml:1:1: gate is missing; write gate with minRequests, errorRate, p95, accuracyGain, dataParity, syncLag",
  ],
  [
    "an empty gate",
    GOOD.replace(/gate:[\s\S]*next/, "gate:\nnext"),
    "a.yaml:4:6: gate must be a map with minRequests, errorRate, p95, accuracyGain, dataParity, syncLag, got nothing",
  ],
  [
    "a mistyped key once, not also as a missing one",
    GOOD.replace("errorRate", "erorRate"),
    "a.yaml:6:3: gate.erorRate is not a known key; did you mean errorRate?",
  ],
  [
    "a key written twice, although both say the same",
    GOOD.replace("hold: 48h", "hold: 48h\nhold: 48h"),
    "a.yaml:4:1: hold is written twice; keep one",
  ],
  [
    "a wrong value at the last of two equal keys, the one that counts",
    GOOD.replace("hold: 48h", "hold: 48h\nhold: long"),
    "a.yaml:4:1: hold is written twice; keep one",
    'a.yaml:4:7: hold must be a duration longer than 0, got "long"; write for example 48h',
  ],
  [
    "a mistyped key beside a wrong value of the right one",
    GOOD.replace("hold: 48h", "hodl: 48h\nhold: long"),
    "a.yaml:3:1: hodl is not a known key; did you mean hold?",
    'a.yaml:4:7: hold must be a duration longer than 0, got "long"; write for example 48h',
  ],
  [
    "an unknown key that is like no other",
    `colour: red\n${GOOD}`,
    "a.yaml:1:1: colour is not a known key; known keys are v2, sunset, schedule, hold, gate, next, data",
  ],
  [
    "keys with a meaning in JavaScript",
    `${GOOD}__proto__: 1\nconstructor: 2\n`,
    "a.yaml:13:1: __proto__ is not a known key; known keys are v2, sunset, schedule, hold, gate, next, data",
    "a.yaml:14:1: constructor is not a known key; known keys are v2, sunset, schedule, hold, gate, next, data",
  ],
  ["keys that are no text", `${GOOD}? [a, b]\n: 3\n`, "a.yaml:13:3: must have plain words as keys"],
  [
    "a merge key, which would hide where a value comes from",
    GOOD.replace("max: 0.8%,", "<<: { max: 0.8% },"),
    "a.yaml:6:3: gate.errorRate.max is missing; write for example max: 0.8%",
    "a.yaml:6:16: gate.errorRate.<< is not a known key; known keys are max, over",
  ],
  [
    "an alias",
    GOOD.replace("48h", "&long 48h").replace("over: 1h", "over: *long"),
    "a.yaml:8:35: gate.accuracyGain.over must not be the alias *long; write the value itself",
  ],
  [
    "a tag",
    GOOD.replace("48h", "!env HOLD"),
    "a.yaml:3:12: hold must not carry a tag; write the value alone",
  ],
  [
    "a tab",
    GOOD.replace("  syncLag", "\tsyncLag"),
    "a.yaml:10:1: this is not valid YAML: tabs are not allowed as indentation; indent with spaces",
  ],
  [
    "two syntax errors in different lines",
    GOOD.replace("0.8%", "@x").replace("11%", "`y"),
    "a.yaml:6:21: this is not valid YAML: plain value cannot start with reserved character @",
    "a.yaml:8:24: this is not valid YAML: plain value cannot start with reserved character `",
  ],
  [
    "a second document",
    `${GOOD}---\n${GOOD}`,
    "a.yaml:13:1: this is not valid YAML here: a second document starts; keep one",
  ],
];

describe("parse tells of", () => {
  for (const [claim, text, ...expected] of mistakes) {
    it(claim, () => {
      assert.deepEqual(lines(text), expected);
      assert.equal(read(text).value, null);
    });
  }

  it("at most ten syntax errors", () => {
    assert.equal(lines("a: @x\n".repeat(30)).length, 10);
  });

  it("a nesting that no parser can follow, without falling over", () => {
    for (const depth of [1000, 5000]) {
      const [first] = lines(`a: ${"[".repeat(depth)}${"]".repeat(depth)}`);
      assert.ok(first?.endsWith("the file is nested too deeply to be read") || depth === 1000, first);
    }
  });

  it("anything at all without throwing", () => {
    const piece = fc.constantFrom(
      "a",
      "v2",
      "25%",
      ":",
      " ",
      "\n",
      "  ",
      "\t",
      "- ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&x",
      "*x",
      "!t",
      "|",
      ">",
      "'",
      '"',
      "#",
      "---",
      "...",
      "%",
      "?",
      "<<",
      "é",
      "\0",
    );
    const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => bytes(pieces.join("")));
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 60 })), (input) => {
        const { value, problems } = read(input);
        assert.equal(value, null);
        assert.ok(problems.length > 0);
        for (const { line, column } of problems) assert.ok(line >= 1 && column >= 1);
      }),
      { numRuns: 500 },
    );
  });
});
