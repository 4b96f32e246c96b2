import { parse } from "yaml";
import { z } from "zod";
import { imagesDocument } from "../../infra/stage/documents/images.ts";
import { placeDocument } from "../../infra/stage/documents/place.ts";
import { platformDocument } from "../../infra/stage/documents/platform.ts";
import { stageDocument } from "../../infra/stage/documents/stage.ts";
import { duration, ratio } from "../../infra/stage/units.ts";

/** File -> what it says; null of one that is no readable text. */
export type YamlTexts = Readonly<Record<string, string | null>>;

/** One value in a YAML file that is written otherwise than before; null where it is not written. */
export interface SettingChange {
  readonly file: string;
  /** `gate.errorRate.max`; an item of a list is named by the list alone. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** What the value says, from the document's own description; empty when there is none. */
  readonly meaning: string;
  /** Whether V2 is held, judged or brought back less strictly than before. */
  readonly looser: boolean;
}

/**
 * Every value that differs between two sets of YAML files; comments and layout do not count. A file that cannot be read
 * is left out: that it cannot is a mistake of its own, which says nothing of its values.
 */
export function settingChanges(before: YamlTexts, after: YamlTexts): SettingChange[] {
  const files = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return files.flatMap((file) => {
    const [old, now] = [valuesIn(before[file]), valuesIn(after[file])];
    if (old === null || now === null) return [];
    const meaning = meaningsOf(file);
    return changes(old, now).map((change) => ({
      file,
      ...change,
      meaning: meaning(change.path),
      looser: isLooser(change),
    }));
  });
}

/** One value of a YAML file as it is written, with its path. */
export interface Value {
  readonly path: string;
  readonly text: string;
}

type Change = Pick<SettingChange, "path" | "before" | "after">;

/** A value of a map meets the one of the same path; items of a list only meet an equal one. */
function changes(before: readonly Value[], after: readonly Value[]): Change[] {
  const equal = (a: Value) => (b: Value) => a.path === b.path && a.text === b.text;
  const gone = before.filter((value) => !after.some(equal(value)));
  const come = after.filter((value) => !before.some(equal(value)));
  const same =
    ({ path }: Value) =>
    (other: Value) =>
      other.path === path && !path.endsWith("[]");
  const replaced = gone.map((value) => ({
    path: value.path,
    before: value.text,
    after: come.find(same(value))?.text ?? null,
  }));
  const added = come.filter((value) => !gone.some(same(value)));
  return [...replaced, ...added.map(({ path, text }) => ({ path, before: null, after: text }))];
}

/** Every value of a YAML text; none of a file that is not there, null of one that cannot be read. */
export function valuesIn(text: string | null | undefined): Value[] | null {
  if (text === undefined) return [];
  if (text === null) return null;
  try {
    return valuesOf(parse(text), "");
  } catch {
    return null;
  }
}

function valuesOf(value: unknown, path: string): Value[] {
  if (Array.isArray(value)) return value.map((item) => ({ path: `${path}[]`, text: JSON.stringify(item) }));
  if (typeof value !== "object" || value === null) return [{ path, text: String(value) }];
  return Object.entries(value).flatMap(([key, inner]) =>
    valuesOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

const STRICT_WHEN_LOW = /(^|\.)max$/;
const STRICT_WHEN_HIGH = /(^|\.)(min|minRequests|hold|watch)$/;

function isLooser({ path, before, after }: Change): boolean {
  const [old, now] = [numberOf(before), numberOf(after)];
  if (old === null || now === null) return false;
  return (STRICT_WHEN_LOW.test(path) && now > old) || (STRICT_WHEN_HIGH.test(path) && now < old);
}

function numberOf(text: string | null): number | null {
  if (text === null) return null;
  const unit = [ratio, duration].find(({ pattern }) => pattern.test(text));
  if (unit !== undefined) return unit.parse(text);
  return /^\d+$/.test(text) ? Number(text) : null;
}

const DOCUMENTS = [
  [/^stacks\/stages\//, stageDocument],
  [/^stacks\/platform\.yaml$/, platformDocument],
  [/^stacks\/images\.lock\.yaml$/, imagesDocument],
  [/^stacks\/Pulumi\./, placeDocument],
] as const;

function meaningsOf(file: string): (path: string) => string {
  const document = DOCUMENTS.find(([pattern]) => pattern.test(file))?.[1];
  if (document === undefined) return () => "";
  const root: JsonSchema = z.toJSONSchema(document, { io: "input" });
  return (path) => {
    let node: JsonSchema | undefined = root;
    for (const key of path.replace(/\[\]$/, "").split(".")) {
      const next: JsonSchema | boolean | undefined = node?.properties?.[key];
      node = typeof next === "object" ? next : undefined;
    }
    return node?.description ?? "";
  };
}

type JsonSchema = z.core.JSONSchema.BaseSchema;
