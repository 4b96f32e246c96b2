import { stringify } from "yaml";
import { durationText } from "../metrics/duration-text.ts";
import type { Job } from "../metrics/names.ts";
import { ALERT_RULES_FILE } from "./alert-rules.ts";

/** One thing Prometheus scrapes, at `/metrics`. */
export interface PrometheusTarget {
  readonly job: Job;
  /** Name of the service, as in the plan. */
  readonly service: string;
  /** Release that the service is; null for those whose own series carry the label `release`. */
  readonly release: string | null;
  /** `host:port`. */
  readonly address: string;
}

/** What Prometheus' configuration is made from. The labels tell its series from those of another place or instance. */
export interface PrometheusInput {
  readonly project: string;
  readonly place: string;
  readonly instance: string;
  /** Seconds between two scrapes; also the time a target has to answer. */
  readonly scrapeEvery: number;
  readonly targets: readonly PrometheusTarget[];
}

/** Prometheus' configuration file; its alerting rules lie beside it. */
export function prometheusConfig(input: PrometheusInput): string {
  const { project, place, instance } = input;
  const every = durationText(input.scrapeEvery);
  return stringify({
    global: {
      scrape_interval: every,
      scrape_timeout: every,
      evaluation_interval: every,
      external_labels: { project, place, instance },
    },
    rule_files: [ALERT_RULES_FILE],
    scrape_configs: input.targets.map(scrapeConfig),
  });
}

function scrapeConfig({ job, service, release, address }: PrometheusTarget) {
  const labels = release === null ? { service } : { service, release };
  return { job_name: job, static_configs: [{ targets: [address], labels }] };
}
