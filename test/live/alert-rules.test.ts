import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import { ALERT_SUMMARIES, type AlertName, withLabels } from "../../infra/metrics/alert-summaries.ts";
import { alerts } from "../../infra/metrics/alerts.ts";
import { ALERT_CASES, type Series } from "../metrics/alert-cases.ts";
import { fileOf, inputOf, PLACES, planOf } from "../support/plans.ts";
import { promtool } from "./support/promtool.ts";

const STAGE = "025-percent";
const RULES = { "alerts.yml": fileOf(planOf(STAGE), "prometheus", "alerts.yml") };
const NAMES = Object.keys(ALERT_SUMMARIES) as AlertName[];
const { stage, platform, place, instance } = inputOf({ stage: STAGE });
const KNOWN = alerts({
  instance,
  gate: stage.gate,
  triggers: platform.triggers,
  shorten: place.shorten,
  scrapeEvery: 1,
});

/** A minute of these series, and what must fire at its end. */
function minute(name: AlertName, series: Series, fired: readonly object[]) {
  return {
    name: `${name}, ${fired.length} expected`,
    interval: "1s",
    input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
    alert_rule_test: [{ eval_time: "59s", alertname: name, exp_alerts: fired }],
  };
}

function fired(name: AlertName): object {
  const { labels } = ALERT_CASES[name];
  const { severity, next, docs } = KNOWN[name];
  return {
    exp_labels: { ...labels, severity },
    exp_annotations: {
      summary: withLabels(ALERT_SUMMARIES[name], labels),
      runbook: withLabels(`${next} (${docs})`, labels),
    },
  };
}

describe("the alerting rules, to Prometheus' own tool", () => {
  for (const place of PLACES)
    it(`are right beside the configuration that names them: ${place}`, async () => {
      const plan = planOf(STAGE, place);
      const files = {
        "prometheus.yml": fileOf(plan, "prometheus", "prometheus.yml"),
        "alerts.yml": fileOf(plan, "prometheus", "alerts.yml"),
      };
      const { code, said } = await promtool(files, "check", "config", "prometheus.yml");
      assert.equal(code, 0, said);
      assert.match(said, new RegExp(`SUCCESS: ${NAMES.length} rules found`));
    });

  it("fire each when it must, with its labels, words and runbook, and not else", async () => {
    const tests = NAMES.flatMap((name) => [
      minute(name, ALERT_CASES[name].fires, [fired(name)]),
      minute(name, ALERT_CASES[name].quiet, []),
    ]);
    const cases = stringify({ rule_files: ["alerts.yml"], evaluation_interval: "1s", tests });
    const { code, said } = await promtool({ ...RULES, "cases.yml": cases }, "test", "rules", "cases.yml");
    assert.equal(code, 0, said);
  });
});
