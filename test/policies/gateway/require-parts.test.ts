import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireParts } from "../../../policies/gateway/require-parts.ts";
import { CONTAINER, STAGE } from "../../../policies/resources.ts";
import { compliantText, type Example, judgeStack, nginxRelease } from "../judge.ts";

const service = (name: string): Example => ({
  type: CONTAINER,
  name,
  props: { labels: [{ label: "supersmartmatch.service", value: name }] },
});
const stage = (role: string, name = "025-percent"): Example => ({
  type: STAGE,
  name: `stage-${role}`,
  props: { role, stage: name },
});
const parts = [
  service("gateway"),
  service("v1"),
  nginxRelease(compliantText),
  stage("guard"),
  stage("record"),
];
const without = (name: string): Example[] => parts.filter((part) => part.name !== name);
const says = (examples: readonly Example[]) => judgeStack(requireParts, examples);

describe("require-parts", () => {
  it("accepts a stack that has each part once", () => {
    assert.deepEqual(says(parts), []);
  });

  it("refuses a stack that lacks one", () => {
    assert.deepEqual(says(without("gateway")), ["there must be one container of the gateway, got 0"]);
    assert.deepEqual(says(without("gateway-config")), [
      "there must be one text for nginx (pulumi-nodejs:dynamic/config:Release), got 0",
    ]);
    assert.deepEqual(says(without("stage-guard")), [
      "there must be one stage guard (pulumi-nodejs:dynamic/stage:Stage), got 0",
    ]);
    assert.deepEqual(says(without("stage-record")), [
      "there must be one stage record (pulumi-nodejs:dynamic/stage:Stage), got 0",
    ]);
  });

  it("refuses a second gateway, which could publish anything", () => {
    assert.deepEqual(says([...parts, service("gateway")]), [
      "there must be one container of the gateway, got 2",
    ]);
  });

  it("refuses a stack without V1 before the sunset only", () => {
    assert.deepEqual(says(without("v1")), ["there must be one container of V1 before the sunset, got 0"]);
    const sunset = [...without("v1"), stage("guard", "130-sunset")].filter(
      ({ props }) => props.stage !== "025-percent",
    );
    assert.deepEqual(says([...sunset, stage("record", "130-sunset")]), []);
  });
});
