import assert from "node:assert/strict";
import { it } from "node:test";
import { textOf } from "../support/sources.ts";

/** The types of what commands print with --json, by the command whose row of the table names their fields. */
const TYPES: readonly (readonly [command: string, file: string, type: string])[] = [
  ["status", "scripts/platform/gate/prometheus-client.ts", "RaisedAlert"],
  ["status", "scripts/status.ts", "printAnswer"],
  ["deploy-v2", "scripts/platform/deploy/deploy-answer.ts", "DeployAnswer"],
  ["rollback-v1", "scripts/platform/rollback/rollback.ts", "RollbackReport"],
  ["rollback-v1", "scripts/platform/rollback/rollback-forecast.ts", "Forecast"],
  ["rollback-v1", "scripts/platform/rollback/restore-forecast.ts", "RestoreForecast"],
  ["snapshot", "scripts/platform/snapshots/restore.ts", "RestoreReport"],
  ["snapshot", "scripts/platform/snapshots/restore.ts", "ReplayReport"],
];

/** The names of an interface's own fields, or of the object that is printed. */
function fieldsOf(source: string, type: string): string[] {
  const [, body = ""] =
    new RegExp(`(?:interface ${type}|  ${type}\\(\\{)([^]*?)\\n(?:\\}|  \\}\\);)`).exec(source) ?? [];
  const field = type === "printAnswer" ? /^ {4}(\w+)[:,]/gm : /^ {2}readonly (\w+)\??:/gm;
  return [...body.matchAll(field)].flatMap(([, name]) => name ?? []);
}

const table = textOf("docs/architecture.md");

for (const [command, file, type] of TYPES)
  it(`the table of docs/architecture.md has every field that ${command} prints of ${type}`, () => {
    const row = new RegExp(`^\\| ${command} \\| .*$`, "m").exec(table)?.[0] ?? "";
    const fields = fieldsOf(textOf(file), type);
    assert.ok(fields.length > 2, fields.join(", "));
    assert.deepEqual(
      fields.filter((name) => !new RegExp(`\\b${name}\\b`).test(row)),
      [],
    );
  });

it("the table of docs/architecture.md has what snapshot prints of a snapshot and of a list", () => {
  const row = /^\| snapshot \| .*$/m.exec(table)?.[0] ?? "";
  for (const name of ["keepUntil", "unreadable", "overdue", "wouldRemove"])
    assert.ok(row.includes(`\`${name}\``), name);
});
