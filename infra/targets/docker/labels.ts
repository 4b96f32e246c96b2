import type { Plan } from "../../plan/plan.ts";

/** One label as the Docker provider wants it. */
export interface Label {
  readonly label: string;
  readonly value: string;
}

/** Labels of everything that an instance makes: teardown and repair touch nothing without them. */
export function labels(
  plan: Pick<Plan, "place" | "instance">,
  extra: Readonly<Record<string, string>> = {},
): Label[] {
  const all = { place: plan.place, instance: plan.instance, ...extra };
  return Object.entries(all).map(([key, value]) => ({ label: `supersmartmatch.${key}`, value }));
}

/** The engine-wide name of one part of an instance. */
export function partName(plan: Pick<Plan, "instance">, part: string): string {
  return `${plan.instance}-${part}`;
}
