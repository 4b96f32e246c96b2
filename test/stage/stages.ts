import type { Stage } from "../../infra/stage/schema.ts";

/** A stage that is right by itself, with changes. */
export function stage(changes: Partial<Stage> & Pick<Stage, "name">): Stage {
  return {
    file: `stacks/stages/${changes.name}.yaml`,
    v2: 25,
    sunset: null,
    schedule: 1,
    hold: 172_800,
    data: { mode: "bidirectional", authority: "v1" },
    gate: {
      minRequests: 375,
      errorRate: { max: 0.008, over: 600 },
      p95: { max: 0.08, over: 600 },
      accuracyGain: { min: 0.11, over: 3600 },
      dataParity: { min: 1, over: 600 },
      syncLag: { max: 1, over: 600 },
    },
    next: null,
    ...changes,
  };
}
