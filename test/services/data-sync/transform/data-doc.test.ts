import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds } from "../../../../infra/services/data-sync/transform/kinds.ts";
import type { FieldPair, Kind } from "../../../../infra/services/data-sync/transform/types.ts";
import { textOf } from "../../../support/sources.ts";

const doc = textOf("docs/data.md");

test("docs/data.md shows the keys of every kind", () => {
  for (const { name, prefix } of kinds) {
    const row = `| ${name} | \`${prefix.v1}<id>\` | \`${prefix.v2}<id>\` |`;
    assert.ok(doc.includes(`${row}\n`), row);
  }
});

test("docs/data.md shows every field as the code has it", () => {
  for (const kind of kinds) {
    const table = fieldTable(kind);
    assert.equal(section(`### ${kind.name}`).trim(), table, `put this below "### ${kind.name}":\n${table}`);
  }
});

test("docs/data.md explains every rule, and no other", () => {
  const rules = [...section("## Rules").matchAll(/^\| (?!rule|-)([a-z ]+?) \|/gm)].map(([, rule]) => rule);
  const used = new Set(kinds.flatMap(({ pairs }) => pairs.map(({ rule }) => rule)));
  assert.deepEqual(rules.toSorted(), [...used].sort());
});

function fieldTable({ pairs }: Kind): string {
  return ["| V1 | V2 | rule |", "|---|---|---|", ...pairs.map(fieldRow)].join("\n");
}

function fieldRow({ names, required, rule }: FieldPair): string {
  const [usual, ...others] = names.v1.map((name) => `\`${name}\``);
  const also = others.length === 0 ? "" : ` (${others.join(", ")})`;
  return `| ${usual}${required ? " *" : ""}${also} | \`${names.v2[0]}\` | ${rule} |`;
}

/** The text below a heading, up to the next one. */
function section(heading: string): string {
  return (doc.split(`\n${heading}\n`)[1] ?? "").split(/\n#/)[0] ?? "";
}
