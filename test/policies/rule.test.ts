import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resourceRule, stackRule } from "../../policies/rule.ts";
import { type Example, judge, judgeStack, UNKNOWN_TEXT } from "./judge.ts";

const example: Example = { type: "a:b:C", props: { bad: "x", late: { value: UNKNOWN_TEXT } } };

describe("a rule", () => {
  it("is mandatory and looks at its own type only", () => {
    const rule = resourceRule("name", "text", "a:b:C", () => ["found"]);
    assert.equal(rule.enforcementLevel, "mandatory");
    assert.deepEqual(judge(rule, example), ["found"]);
    assert.deepEqual(judge(rule, { ...example, type: "a:b:D" }), []);
  });

  it("reports what it found before it met an unknown value, and the unknown value", () => {
    const rule = resourceRule("name", "text", "a:b:C", function* ({ props }) {
      yield `bad is ${props.bad}`;
      yield `late is ${(props.late as Record<string, string>).value}`;
    });
    assert.deepEqual(judge(rule, example), [
      "bad is x",
      "late.value must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });

  it("does so for a whole stack too", () => {
    const rule = stackRule("name", "text", ([first]) => [
      String(first?.props.bad),
      String(first?.props.late),
    ]);
    assert.equal(rule.enforcementLevel, "mandatory");
    assert.deepEqual(judgeStack(rule, [{ type: "a:b:C", props: { bad: "x", late: UNKNOWN_TEXT } }]), [
      "late must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });

  it("passes other errors on", () => {
    const rule = resourceRule("name", "text", "a:b:C", () => {
      throw new TypeError("a mistake of ours");
    });
    assert.throws(() => judge(rule, example), new TypeError("a mistake of ours"));
  });
});
