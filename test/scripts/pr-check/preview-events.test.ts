import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { outcomeOf } from "../../../scripts/pr-check/preview-events.ts";

type Metadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

const CONTAINER = "docker:index/container:Container";
const at = { sequence: 0, timestamp: 0 };

function step(op: string, name: string, more: Partial<Metadata> = {}, type = CONTAINER): EngineEvent {
  const urn = `urn:pulumi:lab::supersmartmatch::${type}::${name}`;
  return { ...at, resourcePreEvent: { metadata: { op, urn, type, provider: "", ...more } as Metadata } };
}

function state(inputs: Record<string, unknown>): NonNullable<Metadata["old"]> {
  return { type: CONTAINER, urn: "", id: "", parent: "", provider: "", outputs: {}, inputs };
}

describe("what a preview came to", () => {
  it("counts a replacement once, though the engine tells it in three steps", () => {
    const events = ["delete-replaced", "replace", "create-replacement"].map((op) => step(op, "v2-container"));
    assert.deepEqual(
      outcomeOf(events).changes.map(({ does, name }) => [does, name]),
      [["replace", "v2-container"]],
    );
  });

  it("leaves out what exists only inside the engine, and counts what stays", () => {
    const outcome = outcomeOf([
      step("create", "supersmartmatch-lab", {}, "pulumi:pulumi:Stack"),
      step("update", "v1", {}, "supersmartmatch:docker:Service"),
      step("same", "v1-container"),
      step("same", "v2-container"),
      step("create", "new-container"),
      step("delete", "old-container"),
    ]);
    assert.equal(outcome.unchanged, 2);
    assert.deepEqual(
      outcome.changes.map(({ does, name }) => `${does} ${name}`),
      ["create new-container", "delete old-container"],
    );
  });

  it("says why: short values with both, long ones and lists by their name", () => {
    const because = (more: Partial<Metadata>) => outcomeOf([step("update", "x", more)]).changes[0]?.because;
    const [old, now] = [
      state({ image: "a:1", ports: [1], files: "x".repeat(200) }),
      state({ image: "a:2", ports: [2], files: "y" }),
    ];
    const kind = { inputDiff: true, diffKind: "update" } as NonNullable<Metadata["detailedDiff"]>[string];
    assert.deepEqual(because({ detailedDiff: { image: kind, "ports[0].external": kind }, old, new: now }), [
      "image a:1 -> a:2",
      "ports",
    ]);
    assert.deepEqual(because({ diffs: ["__defaults", "files"], old, new: now }), ["files"]);
  });

  it("finds the difference by itself where a resource of ours only says that there is one", () => {
    const [old, now] = [
      state({ stage: "010-percent", ladder: ["a"], __provider: "x" }),
      state({ stage: "025-percent", ladder: ["a"], __provider: "y" }),
    ];
    assert.deepEqual(outcomeOf([step("update", "stage-guard", { old, new: now })]).changes[0]?.because, [
      "stage 010-percent -> 025-percent",
    ]);
  });

  it("tells changes apart that read alike, and not by what only Pulumi reads", () => {
    const goal = (inputs: Record<string, unknown>) =>
      outcomeOf([step("update", "x", { new: state(inputs) })]).changes[0]?.goal;
    assert.equal(goal({ files: "y", __provider: "a" }), goal({ __provider: "b", files: "y" }));
    assert.notEqual(goal({ files: "y" }), goal({ files: "z" }));
    assert.equal(outcomeOf([step("delete", "x")]).changes[0]?.goal, "");
  });

  it("says of a replacement without a difference of its own that it depends on another", () => {
    const same = state({ image: "a" });
    assert.deepEqual(
      outcomeOf([step("replace", "keeper-container", { old: same, new: same })]).changes[0]?.because,
      ["what it depends on is replaced"],
    );
  });

  it("has the broken rules, one line each, and no mere advice", () => {
    const event = { color: "never", policyPackName: "p", policyPackVersion: "", policyPackVersionTag: "" };
    const resourceUrn = `urn:pulumi:lab::supersmartmatch::${CONTAINER}::gateway-config`;
    const broken = {
      ...event,
      resourceUrn,
      policyName: "require-tls-1.3",
      message: "<{%reset%}>TLS 1.3 only\n  nginx.conf:9: no\n<{%reset%}>",
    };
    assert.deepEqual(
      outcomeOf([
        { ...at, policyEvent: { ...broken, enforcementLevel: "mandatory" } },
        { ...at, policyEvent: { ...broken, enforcementLevel: "warning" } },
      ]).violations,
      [{ rule: "require-tls-1.3", resource: "gateway-config", message: "TLS 1.3 only: nginx.conf:9: no" }],
    );
  });
});
