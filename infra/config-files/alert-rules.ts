import { stringify } from "yaml";
import { ALERT_SUMMARIES, type AlertName } from "../metrics/alert-summaries.ts";
import type { Alert } from "../metrics/alerts.ts";
import { durationText } from "../metrics/duration-text.ts";

/** The file of the rules, beside Prometheus' own. */
export const ALERT_RULES_FILE = "alerts.yml";

/** Prometheus' alerting rules: of each alert what is happening, and in `runbook` what to do next and where it is explained. */
export function alertRules(alerts: Readonly<Record<AlertName, Alert>>): string {
  const names = Object.keys(ALERT_SUMMARIES) as AlertName[];
  const rules = names.map((name) => {
    const { wrong, lasting, severity, next, docs } = alerts[name];
    return {
      alert: name,
      expr: wrong,
      for: durationText(lasting),
      labels: { severity },
      annotations: { summary: ALERT_SUMMARIES[name], runbook: `${next} (${docs})` },
    };
  });
  return stringify({ groups: [{ name: "faults", rules }] }, { lineWidth: 0 });
}
