import type { Stage } from "../../infra/stage/schema.ts";
import type { Judgement } from "../../scripts/platform/gate/judge.ts";
import { GATE, measured } from "../gate/healthy.ts";

/** The stage that the examples of the gate are at. */
export const STAGE: Stage = {
  name: "025-percent",
  file: "stacks/stages/025-percent.yaml",
  v2: 25,
  sunset: null,
  hold: 172_800,
  schedule: 1,
  data: { mode: "bidirectional", authority: "v1" },
  gate: GATE,
  next: "050-percent",
};

/** What is known of it when its hold has just begun. */
export const NOWHERE_YET: Judgement = {
  verdict: { kind: "hold", lines: [], warning: null, reasons: ["the hold is not over"] },
  hold: { kind: "over", since: 0 },
  measurements: measured(),
  standing: { stage: "025-percent", since: 0, jDay: 0, unsettled: null },
};
