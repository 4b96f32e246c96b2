import { createHash } from "node:crypto";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { UNTOLD_TYPES } from "../platform/pulumi/stack.ts";
import { nameOf } from "./exported-state.ts";

/** What an `up` would do to one resource. */
export interface ResourceChange {
  readonly does: "create" | "update" | "replace" | "delete";
  /** `v2-container`. */
  readonly name: string;
  /** The properties that differ, short ones with both values: `image a -> b`. */
  readonly because: readonly string[];
  /** A hash of all that the resource is to be, empty for one that goes: two changes may read alike and differ in it. */
  readonly goal: string;
}

/** A rule of the policy pack that was broken. */
export interface Violation {
  readonly rule: string;
  readonly resource: string;
  readonly message: string;
  /** Set when the base breaks it too, word for word: an `up` is refused, but not because of the change. */
  readonly inBase?: true;
}

/** What a preview said. */
export interface Outcome {
  readonly changes: readonly ResourceChange[];
  readonly unchanged: number;
  readonly violations: readonly Violation[];
}

const SHOWN_LENGTH = 100;

/** Reads the engine's own events; resources that only exist inside the engine do not count. */
export function outcomeOf(events: readonly EngineEvent[]): Outcome {
  const steps = events
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ type }) => !UNTOLD_TYPES.test(type));
  const changes = steps.flatMap((step) => {
    const does = DOES[step.op];
    return does === undefined
      ? []
      : [{ does, name: nameOf(step.urn), because: reasons(step), goal: goalOf(step) }];
  });
  const violations = events.flatMap(({ policyEvent }) =>
    policyEvent?.enforcementLevel === "mandatory" ? violationOf(policyEvent) : [],
  );
  return { changes, unchanged: steps.filter(({ op }) => op === "same").length, violations };
}

// A replacement comes as three steps, of which one counts.
const DOES: Readonly<Record<string, ResourceChange["does"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

type Step = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

function reasons({ op, detailedDiff, diffs, old, new: now }: Step): string[] {
  if (op === "create" || op === "delete") return [];
  const named = Object.keys(detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0] ?? path);
  // Our own resources only say that they differ.
  const found =
    [named, diffs ?? [], differing(old?.inputs, now?.inputs)].find(({ length }) => length > 0) ?? [];
  const keys = [...new Set(found)].filter((key) => !key.startsWith("__"));
  if (keys.length === 0 && op === "replace") return ["what it depends on is replaced"];
  return keys.map((key) => reason(key, old?.inputs[key], now?.inputs[key]));
}

/** Without what only Pulumi reads, such as the code of a provider. */
function goalOf({ new: now }: Step): string {
  if (now === undefined) return "";
  const inputs = Object.entries(now.inputs).filter(([key]) => !key.startsWith("__"));
  return createHash("sha256").update(JSON.stringify(inputs.sort())).digest("hex");
}

function differing(
  old: Readonly<Record<string, unknown>> = {},
  now: Readonly<Record<string, unknown>> = {},
): string[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
}

function reason(key: string, before: unknown, after: unknown): string {
  const [old, now] = [shown(before), shown(after)];
  return old === null || now === null || old === now ? key : `${key} ${old} -> ${now}`;
}

function shown(value: unknown): string | null {
  if (!["string", "number", "boolean"].includes(typeof value)) return null;
  const text = String(value);
  return text.length > SHOWN_LENGTH || text.includes("\n") ? null : text;
}

function violationOf({
  policyName,
  resourceUrn,
  message,
}: NonNullable<EngineEvent["policyEvent"]>): Violation {
  return { rule: policyName, resource: nameOf(resourceUrn ?? ""), message: plain(message) };
}

/** One line, without the marks that the engine puts in for colours. */
function plain(message: string): string {
  return message
    .replace(/<\{%[^%]*%\}>/g, "")
    .trim()
    .replace(/\s*\n\s*/g, ": ");
}
