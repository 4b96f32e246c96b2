import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchSplitToStage } from "../../../policies/gateway/match-split-to-stage.ts";
import { RELEASE, STAGE } from "../../../policies/resources.ts";
import { compliantText, judgeStack, nginxRelease, spoiled, UNKNOWN_TEXT } from "../judge.ts";

const SHARES = "25% v2;\n    * v1;";

function says(text: string, v2: unknown = 25, stage = "025-percent"): string[] {
  const guard = { type: STAGE, name: "stage-guard", props: { role: "guard", stage, v2 } };
  const record = { type: STAGE, name: "stage-record", props: { role: "record", stage, v2 } };
  return judgeStack(matchSplitToStage, [guard, record, nginxRelease(text)]);
}

describe("match-split-to-stage", () => {
  it("accepts the share that the stage says, at 0 and 100 % too", () => {
    assert.deepEqual(says(compliantText), []);
    assert.deepEqual(says(spoiled(SHARES, "* v1;"), 0), []);
    assert.deepEqual(says(spoiled(SHARES, "* v2;"), 100), []);
    assert.deepEqual(says(spoiled(SHARES, "10% v2; 15% v2; * v1;")), []);
  });

  it("refuses another share", () => {
    assert.deepEqual(says(compliantText, 10), [
      "nginx.conf:7: share of v2 must be 10% as the stage says, got 25%",
    ]);
  });

  it("refuses a text without a split, or with two", () => {
    assert.deepEqual(says(spoiled(SHARES, "* blue;")), [
      "gateway-config: there must be one split between v1 and v2, got 0",
    ]);
    assert.deepEqual(says(spoiled("map $killed", "split_clients $x $y { 25% v2; * v1; }\nmap $killed")), [
      "gateway-config: there must be one split between v1 and v2, got 2",
    ]);
  });

  it("refuses to take V1 away before the sunset", () => {
    const withoutV1 = compliantText.replace(/ *server v1:5062 .*\n/g, "");
    assert.deepEqual(says(withoutV1), [
      "gateway-config: an upstream of V1 must stay until the sunset, got none; it is fallback and way back",
    ]);
    assert.deepEqual(says(withoutV1, 25, "130-sunset"), []);
  });

  it("refuses an upstream that splits by itself", () => {
    assert.deepEqual(says(spoiled("server v1:5062 resolve backup;", "server 10.0.0.1:5062;")), [
      "nginx.conf:22: upstream v2_then_v1 must not mix V1 and V2, it would split by itself; make one the backup",
    ]);
  });

  it("leaves a text that cannot be read, and the files of other services, to the other rules", () => {
    assert.deepEqual(says("}"), []);
    assert.deepEqual(judgeStack(matchSplitToStage, [{ type: RELEASE, props: { reload: "prometheus" } }]), []);
  });

  it("refuses a share that preview does not know", () => {
    assert.deepEqual(says(compliantText, UNKNOWN_TEXT), [
      "v2 must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });
});
