import type { Group } from "./entry.ts";
import type { WriterPlan } from "./writer.ts";

/** How many writers, or pairs of writers, of each group there are. */
const ALONE_ON_EACH = 10;
const PAIRS: Readonly<Record<Exclude<Group, "alone">, number>> = { together: 6, "one app": 2, "two apps": 2 };

/** All writers: those alone on each release, and the pairs, each with documents of its own. `run` keeps runs apart. */
export function allWriters(run: string): WriterPlan[] {
  const alone = (["v1", "v2"] as const).flatMap((release) =>
    Array.from({ length: ALONE_ON_EACH }, (_, index): WriterPlan => {
      const name = `${release}-${index}`;
      return { name, group: "alone", release, list: "first", documents: `${run}-${name}` };
    }),
  );
  const pairs = (["together", "one app", "two apps"] as const).flatMap((group) =>
    Array.from({ length: PAIRS[group] }, (_, index) => pair(run, group, index)).flat(),
  );
  return [...alone, ...pairs];
}

function pair(run: string, group: Exclude<Group, "alone">, index: number): WriterPlan[] {
  const name = `${group.replace(" ", "-")}-${index}`;
  const documents = `${run}-${name}`;
  return [
    { name: `${name}-a`, group, release: "v1", list: "first", documents },
    {
      name: `${name}-b`,
      group,
      release: group === "one app" ? "v1" : "v2",
      list: group === "together" ? "second" : "first",
      documents,
    },
  ];
}
