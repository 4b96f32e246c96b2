import type { Finding, Path } from "./problem.ts";
import type { Platform, Stage } from "./schema.ts";
import { duration, ratio, share, type Unit } from "./units.ts";

/**
 * So many requests, none of them failed, show with 95 % confidence an error rate of at most `rate`: the rule of
 * three. Infinite for 0.
 */
export function fewestRequests(rate: number): number {
  return Math.ceil(3 / rate);
}

/** What one stage asks for that cannot be right. Without triggers, nothing is said about them. */
export function stageFindings(stage: Stage, triggers: Platform["triggers"] | null): Finding[] {
  const beyond = triggers === null ? [] : triggerFindings(stage, triggers);
  return [...nameFindings(stage), ...requestFindings(stage), ...windowFindings(stage), ...beyond];
}

function nameFindings({ file, name, v2 }: Stage): Finding[] {
  const percent = /^(\d{3})-percent$/.exec(name)?.[1];
  if (percent === undefined || Number(percent) === v2) return [];
  return [
    {
      file,
      path: ["v2"],
      message: `must be ${Number(percent)}% as the file's name says, got ${share.print(v2)}`,
    },
  ];
}

function requestFindings({ file, gate }: Stage): Finding[] {
  const { max } = gate.errorRate;
  if (max === 0) {
    const message =
      "must be above 0%: no number of requests shows that nothing ever fails; write for example 0.2%";
    return [{ file, path: ["gate", "errorRate", "max"], message }];
  }
  const fewest = fewestRequests(max);
  if (gate.minRequests >= fewest) return [];
  const message = `must be at least ${fewest}, got ${gate.minRequests}: fewer cannot show an error rate of ${ratio.print(max)}`;
  return [{ file, path: ["gate", "minRequests"], message }];
}

function windowFindings({ file, hold, gate }: Stage): Finding[] {
  const signals = ["errorRate", "p95", "accuracyGain", "dataParity", "syncLag"] as const;
  return signals.flatMap((signal) => {
    const { over } = gate[signal];
    if (over <= hold) return [];
    const message = `must not be longer than the hold of ${duration.print(hold)}, got ${duration.print(over)}: it would judge the stage before`;
    return [{ file, path: ["gate", signal, "over"], message }];
  });
}

/** A gate that allows what brings all traffic back to V1 can never be the one that decides. */
function triggerFindings({ file, gate }: Stage, triggers: Platform["triggers"]): Finding[] {
  const beyond = (path: Path, unit: Unit, value: number, trigger: number): Finding[] => {
    if (value <= trigger) return [];
    const message = `must not be above the rollback trigger of ${unit.print(trigger)}, got ${unit.print(value)}`;
    return [{ file, path, message }];
  };
  return [
    ...beyond(["gate", "errorRate", "max"], ratio, gate.errorRate.max, triggers.errorRate.max),
    ...beyond(["gate", "p95", "max"], duration, gate.p95.max, triggers.p95.max),
  ];
}
