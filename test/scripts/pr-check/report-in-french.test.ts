import assert from "node:assert/strict";
import { it } from "node:test";
import { en } from "../../../scripts/messages/en.ts";
import { fr } from "../../../scripts/messages/fr.ts";
import type { CheckResult } from "../../../scripts/pr-check/check.ts";
import { report } from "../../../scripts/pr-check/report.ts";

const PREVIEW = { changes: [], unchanged: 37, violations: [], failure: null };
const PLACE = {
  place: "production",
  from: { name: "010-percent", v2: 10 },
  to: { name: "025-percent", v2: 25 },
  gate: ["hold 24h"],
  step: [],
  previewed: "010-percent",
  state: null,
  preview: PREVIEW,
  due: null,
} as const;
const RESULT: CheckResult = {
  base: "b".repeat(40),
  head: "a".repeat(40),
  files: ["policies/rules.ts", "package.json"],
  settings: [
    { file: "stacks/a.yaml", path: "gate.p95.max", before: "80ms", after: "90ms", meaning: "", looser: true },
  ],
  mistakes: [],
  rules: { count: 28, added: ["a"], removed: ["b"] },
  baseFailure: "no base",
  texts: [],
  places: [PLACE],
};

it("the report is the same in French: its parts, its signs, its names and numbers", () => {
  const facts = (text: string) =>
    text
      .split("\n")
      .map((line) => [line[0], line.match(/\d+(?:-percent)?|[\w-]+\.(?:ts|json|yaml)|--[a-z-]+/g)]);
  const [english, french] = [report(RESULT, en.prReport), report(RESULT, fr.prReport)];
  assert.deepEqual(
    french.map(({ open }) => open),
    english.map(({ open }) => open),
  );
  for (const [index, { title, text }] of french.entries()) {
    assert.deepEqual(facts(text), facts(english[index]?.text ?? ""));
    assert.doesNotMatch(title + text, /\b(the|is|are|changes|below|resources|unchanged)\b/);
  }
  assert.match(
    french[0]?.text ?? "",
    /^! production va de 010-percent à 025-percent : V2 reçoit 25 % du trafic, avant 10 %$/m,
  );
});
