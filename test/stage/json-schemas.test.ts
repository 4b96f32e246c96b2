import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { jsonSchemas } from "../../infra/stage/json-schemas.ts";
import { STACKS } from "./spoiled.ts";

const folder = join(STACKS, "schemas");

describe("the JSON Schemas", () => {
  it("are current", () => {
    const files = Object.keys(jsonSchemas());
    assert.deepEqual(readdirSync(folder).sort(), files.sort());
    for (const [name, text] of Object.entries(jsonSchemas())) {
      assert.ok(
        readFileSync(join(folder, name), "utf8") === text,
        `${name} is stale; run node scripts/schemas.ts`,
      );
    }
  });

  it("describe every property, for the editor to show", () => {
    for (const [name, text] of Object.entries(jsonSchemas())) {
      const undescribed = properties(JSON.parse(text), name).filter(
        ({ schema }) => typeof schema.description !== "string",
      );
      assert.deepEqual(
        undescribed.map(({ path }) => path),
        [],
      );
    }
  });

  it("refuse unknown keys everywhere", () => {
    for (const [name, text] of Object.entries(jsonSchemas())) {
      const open = properties(JSON.parse(text), name).filter(
        ({ schema }) => schema.type === "object" && schema.additionalProperties !== false,
      );
      assert.deepEqual(
        open.map(({ path }) => path),
        [],
      );
    }
  });
});

type Schema = Readonly<Record<string, unknown>>;

function properties(schema: unknown, path: string): { path: string; schema: Schema }[] {
  if (!isSchema(schema)) return [];
  const below = isSchema(schema.properties) ? Object.entries(schema.properties) : [];
  const items = schema.items === undefined ? [] : [["[]", schema.items] as const];
  return [
    { path, schema },
    ...[...below, ...items].flatMap(([key, child]) => properties(child, `${path}.${key}`)),
  ];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
