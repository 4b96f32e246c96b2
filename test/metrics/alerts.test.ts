import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALERT_SUMMARIES, type AlertName } from "../../infra/metrics/alert-summaries.ts";
import { type AlertScope, alerts } from "../../infra/metrics/alerts.ts";
import { GATE, TRIGGERS } from "../gate/healthy.ts";
import { filesBelow, textOf } from "../support/sources.ts";

const SCOPE: AlertScope = { instance: "lab", gate: GATE, triggers: TRIGGERS, shorten: {}, scrapeEvery: 3 };
const KNOWN = alerts(SCOPE);
const NAMES = Object.keys(ALERT_SUMMARIES) as AlertName[];
const doc = textOf("docs/alerts.md");

describe("the alerts", () => {
  it("take their bounds and windows from the stage's gate", () => {
    const syncLag = { max: 2, over: 300 };
    const dataParity = { min: 0.999, over: 300 };
    const strict = alerts({ ...SCOPE, gate: { syncLag, dataParity } });
    assert.match(strict.SyncLate.wrong, /\[5m\].* > 2$/);
    assert.match(strict.StoresDiffer.wrong, /\[5m\].* < 0\.999$/);
    assert.match(strict.ClockJumped.wrong, /\[1h\].* > 2$/);
  });

  it("ask only for metrics that a service tells", () => {
    const code = filesBelow("infra/services").map(textOf).join("");
    const told = (metric: string) => metric === "up" || code.includes(`"${metric}"`);
    for (const [name, { wrong }] of Object.entries(KNOWN))
      for (const [metric] of wrong.matchAll(/\b(?:sync|identity|process)_\w+/g))
        assert.ok(told(metric), `${name}: ${metric}`);
  });
});

describe("docs/alerts.md", () => {
  it("lists every alert as it is, and no other", () => {
    const readable = (said: string, as: string) => said.replace(/\{\{ \$labels\.(\w+) \}\}/g, as);
    const rows = NAMES.map((name) => {
      const { severity, next } = KNOWN[name];
      return `| ${name} | ${severity} | ${readable(ALERT_SUMMARIES[name], "*$1*")} | \`${readable(next, "<$1>")}\` |`;
    });
    const table = ["| alert | severity | what is happening | next |", "|---|---|---|---|", ...rows].join(
      "\n",
    );
    assert.equal(section("Alerts"), table, `put this below "## Alerts":\n${table}`);
  });

  it("names for every fault alerts that are there, and each alert at a fault", () => {
    const rows = section("Faults")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(1);
    const named = rows.map((row) => (row.split(" | ")[2] ?? "").match(/\b[A-Z]\w+/g) ?? []);
    for (const [index, names] of named.entries()) assert.ok(names.length > 0, rows[index]);
    assert.deepEqual([...new Set(named.flat())].sort(), NAMES.toSorted());
  });

  it("and the other pages explain what a runbook points at", () => {
    for (const [name, { docs }] of Object.entries(KNOWN)) {
      const [file = "", anchor] = docs.split("#");
      const anchors = [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
        heading.toLowerCase().replaceAll(" ", "-"),
      );
      assert.ok(anchors.includes(anchor ?? ""), `${name}: ${docs}`);
    }
  });
});

/** The table below a heading. */
function section(heading: string): string {
  const below = (doc.split(`\n## ${heading}\n`)[1] ?? "").split(/\n## /)[0] ?? "";
  return (
    below
      .split("\n\n")
      .find((block) => block.trim().startsWith("| "))
      ?.trim() ?? ""
  );
}
