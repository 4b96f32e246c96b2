import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { type PrometheusInput, prometheusConfig } from "../../infra/config-files/prometheus.ts";

const INPUT: PrometheusInput = {
  project: "supersmartmatch",
  place: "lab",
  instance: "lab",
  scrapeEvery: 1,
  targets: [
    { job: "v2", service: "v2", release: "v2", address: "v2:5070" },
    { job: "prober", service: "prober", release: null, address: "prober:9118" },
  ],
};

test("every target is a job of its own, releases labelled, others free to label their own series", () => {
  assert.equal(
    prometheusConfig(INPUT),
    `global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
  external_labels:
    project: supersmartmatch
    place: lab
    instance: lab
rule_files:
  - alerts.yml
scrape_configs:
  - job_name: v2
    static_configs:
      - targets:
          - v2:5070
        labels:
          service: v2
          release: v2
  - job_name: prober
    static_configs:
      - targets:
          - prober:9118
        labels:
          service: prober
`,
  );
});

test("a value cannot change the structure of the file", () => {
  const instance = "lab\nscrape_configs: []\n# end";
  assert.equal(parse(prometheusConfig({ ...INPUT, instance })).global.external_labels.instance, instance);
});
