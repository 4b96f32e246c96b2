import { ALERT_SUMMARIES, type AlertName, withLabels } from "../../../infra/metrics/alert-summaries.ts";
import { text, told } from "../../messages/messages.ts";
import { type PrometheusClient, PrometheusError, type RaisedAlert } from "./prometheus-client.ts";

/** What is wrong now, or in a sentence why nobody knows. */
export type Raised = readonly RaisedAlert[] | string;

/** Asks Prometheus what is wrong. Never rejects for want of an answer. */
export async function raisedAlerts(client: Pick<PrometheusClient, "alerts">): Promise<Raised> {
  try {
    return await client.alerts();
  } catch (error) {
    if (error instanceof PrometheusError) return error.message;
    throw error;
  }
}

/** What is wrong in lines for people, those that fire first; no line when nothing is. */
export function alertLines(raised: Raised): string[] {
  if (typeof raised === "string") return [text.status.alertsUnknown(told(raised))];
  const isFiring = ({ state }: RaisedAlert) => state === "firing";
  return [...raised.filter(isFiring), ...raised.filter((alert) => !isFiring(alert))].flatMap(linesOf);
}

function linesOf(alert: RaisedAlert): string[] {
  const { name, severity, since, labels } = alert;
  const { status, alerts } = text;
  const head = alert.state === "firing" ? status.alert : status.pendingAlert;
  const summary = isKnown(name) ? withLabels(alerts[name], labels) : alert.summary;
  return [head(name, status.severity[severity], since, summary), status.alertNext(alert.runbook)];
}

function isKnown(name: string): name is AlertName {
  return Object.hasOwn(ALERT_SUMMARIES, name);
}
