import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { ALERT_RULES_FILE } from "../../infra/config-files/alert-rules.ts";
import { ALERT_SUMMARIES } from "../../infra/metrics/alert-summaries.ts";
import { fileOf, PLACES, planOf, STAGES } from "../support/plans.ts";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const rulesOf = (stage: string, place: string): Rule[] =>
  parse(fileOf(planOf(stage, place), "prometheus", ALERT_RULES_FILE)).groups[0].rules;

test("every alert is a rule that says what is happening, and has a command and a page to go on with", () => {
  const rules = rulesOf("025-percent", "lab");
  assert.deepEqual(
    rules.map(({ alert, annotations: { summary } }) => [alert, summary]),
    Object.entries(ALERT_SUMMARIES),
  );
  for (const { alert, annotations } of rules)
    assert.match(annotations.runbook ?? "", /^(npm run|docker logs) .+ \(docs\/[a-z]+\.md#[a-z-]+\)$/, alert);
});

test("the rules are the same at every stage of a place, whose bounds are the same, too", () => {
  for (const place of PLACES)
    for (const stage of STAGES) assert.deepEqual(rulesOf(stage, place), rulesOf("000-baseline", place));
});

test("the lab shortens windows and never a bound", () => {
  const late = (place: string) =>
    rulesOf("025-percent", place).find(({ alert }) => alert === "SyncLate")?.expr;
  assert.match(late("lab") ?? "", /sync_lag_seconds\{\}\[20s\].* > 1$/);
  assert.match(late("production") ?? "", /sync_lag_seconds\{\}\[10m\].* > 1$/);
});
