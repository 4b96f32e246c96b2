import type { Counts } from "./model.ts";
import type { Judged } from "./settle.ts";

/** One stage, or the rollback, the change to it included. */
export interface PhaseReport {
  readonly name: string;
  readonly writes: number;
  readonly seconds: number;
  /** Services in the order in which they were killed. */
  readonly killed: readonly string[];
}

/** What a soak found. */
export interface SoakReport extends Judged, Readonly<Counts> {
  readonly seed: number;
  readonly seconds: number;
  readonly documents: number;
  readonly phases: readonly PhaseReport[];
}

const SHOWN = 20;

/** The report as people read it. */
export function soakLines(report: SoakReport): string[] {
  const { acknowledged, refused, unknown, documents, phases, races, violations } = report;
  const writes = acknowledged + refused + unknown;
  const killed = phases.flatMap((phase) => phase.killed);
  const each = [...new Set(killed)]
    .sort()
    .map((name) => `${name} ${killed.filter((one) => one === name).length}`);
  return [
    `seed ${report.seed}: ${number(writes)} writes to ${number(documents)} documents in ${Math.round(report.seconds)} s: ${number(acknowledged)} acknowledged, ${number(refused)} refused, ${number(unknown)} unknown`,
    `killed ${killed.length} times: ${each.join(", ") || "nothing"}`,
    `everything was in both stores ${report.settledSeconds.toFixed(1)} s after the last write, the reading included`,
    ...(["one app", "two apps"] as const).map((group) => {
      const { acknowledged: all, lost } = races[group];
      return `careless writers of ${group} lost ${number(lost)} of ${number(all)} acknowledged writes to their own race`;
    }),
    ...(report.frozen ? ["data-sync is FROZEN and carries nothing: npm run sync -- status tells why"] : []),
    `${number(violations.length)} violations`,
    ...violations.slice(0, SHOWN).map(({ document, is, says }) => `  ${document}: ${is}: ${says}`),
    ...(violations.length > SHOWN ? [`  and ${number(violations.length - SHOWN)} more`] : []),
  ];
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
