import { ALERT_SUMMARIES, type AlertName } from "../../../infra/metrics/alert-summaries.ts";

/** What each alert says, with the labels that Prometheus puts in. */
export const alerts: Readonly<Record<AlertName, string>> = ALERT_SUMMARIES;
