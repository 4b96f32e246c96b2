import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sumWeightsTo100 } from "../../../policies/gateway/sum-weights-to-100.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const says = (text: string) => judge(sumWeightsTo100, nginxRelease(text));
const SHARES = "25% v2;\n    * v1;";

describe("sum-weights-to-100", () => {
  it("accepts a split of every stage", () => {
    for (const shares of [SHARES, "* v1;", "* v2;", "100% v2; * v1;", "0.1% v2; * v1;"]) {
      assert.deepEqual(says(spoiled(SHARES, shares)), []);
    }
    assert.deepEqual(says(compliantText), []);
  });

  it("refuses a side with 0%", () => {
    assert.deepEqual(says(spoiled("25% v2;", "0% v2;")), [
      'nginx.conf:8: share must be above 0% with at most two decimals, got "0%"; leave a side with 0% out',
    ]);
  });

  it("refuses a share that nginx cannot read", () => {
    assert.deepEqual(says(spoiled("25% v2;", "12.345% v2;")), [
      'nginx.conf:8: share must be above 0% with at most two decimals, got "12.345%"; leave a side with 0% out',
    ]);
  });

  it("refuses more than everything", () => {
    assert.deepEqual(says(spoiled("25% v2;", "60% v2; 40.01% v1;")), [
      "nginx.conf:7: shares must sum to 100% at most, got 100.01%",
    ]);
  });

  it("refuses a split without an end", () => {
    assert.deepEqual(says(spoiled(SHARES, "100% v2;")), [
      'nginx.conf:7: split must end with "*", got "100%"; the last hash values would have no release',
    ]);
    assert.deepEqual(says(spoiled(SHARES, "")), [
      'nginx.conf:7: split must end with "*", got nothing; the last hash values would have no release',
    ]);
  });

  it("refuses two ends", () => {
    assert.deepEqual(says(spoiled(SHARES, "* v1; 25% v2; * v1;")), [
      'nginx.conf:7: split must have one "*", got 2',
      "nginx.conf:7: v2 must be the first share, got v1, v2, v1; users of V2 would go back when it grows",
    ]);
  });

  it("refuses V2 behind V1", () => {
    assert.deepEqual(says(spoiled(SHARES, "75% v1; * v2;")), [
      "nginx.conf:7: v2 must be the first share, got v1, v2; users of V2 would go back when it grows",
    ]);
  });

  it("refuses weights of an upstream that are 0 or do not sum to 100", () => {
    assert.deepEqual(
      says(spoiled("server v1:5062 resolve;", "server a:5062 weight=100; server b:5062 weight=0;")),
      ["nginx.conf:16: weight must be above 0, nginx refuses 0; leave this server out"],
    );
    assert.deepEqual(
      says(spoiled("server v1:5062 resolve;", "server a:5062 weight=90; server b:5062 weight=20;")),
      ["nginx.conf:16: weights of upstream v1 must sum to 100, got 110"],
    );
    assert.deepEqual(
      says(spoiled("server v1:5062 resolve;", "server a:5062 weight=60; server b:5062 weight=40;")),
      [],
    );
  });
});
