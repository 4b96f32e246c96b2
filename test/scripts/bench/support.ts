import type { CaseFigure } from "../../../scripts/bench/figure.ts";
import type { BenchReport } from "../../../scripts/bench/report.ts";

/** Nothing lost, once. */
export const LOST: CaseFigure = {
  case: "weight-changes",
  name: "weight-changes",
  what: "requests lost",
  unit: "requests",
  values: [0],
  limit: { max: 0 },
  how: "With a load generator.",
  settings: { requests: 500_123, "changes of weight": "11 (V2 at 10, 25 %)" },
};

/** Too slow. */
export const SLOW: CaseFigure = {
  case: "preview-noop",
  name: "preview-noop",
  what: "a | preview",
  unit: "s",
  values: [5.2, 6.04, 5.5],
  limit: { max: 5 },
  how: "By the clock.",
  settings: {},
};

/** Of the same case, for comparison alone. */
export const UNJUDGED: CaseFigure = { ...SLOW, name: "unjudged", limit: null };

/** A report of those two and one without a limit. */
export const REPORT: BenchReport = {
  command: "npm run bench -- --write",
  time: "2026-11-22T21:00:00.000Z",
  commit: "5ddb1bd08c",
  quick: false,
  machine: {
    cores: 2,
    processor: "EPYC",
    memoryGb: 24,
    system: "Linux 6 x64",
    loadBefore: 0.4,
    node: "v24.21.0",
    docker: "20.10.24",
    pulumi: "3.259.0",
  },
  figures: [LOST, SLOW, UNJUDGED],
  met: false,
  stopped: false,
};

/** A case that failed, as the report has it. */
export const FAILED: CaseFigure = { ...SLOW, values: [], failure: "no platform" };
