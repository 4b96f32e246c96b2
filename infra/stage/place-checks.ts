import { nearest } from "./nearest.ts";
import type { Finding, Path } from "./problem.ts";
import type { Place, Stage } from "./schema.ts";
import { duration } from "./units.ts";

const PLACE: Path = ["config", "supersmartmatch:place"];

/** What a place says against itself. */
export function placeFindings({ publish, shorten }: Place, file: string): Finding[] {
  return [...portFindings(publish, file), ...shortenFindings(shorten, file)];
}

/** Whether a place starts at a stage that exists. */
export function firstStageFindings(place: Place, stages: readonly Stage[], file: string): Finding[] {
  const names = stages.map(({ name }) => name);
  if (names.includes(place.stage)) return [];
  const guess = nearest(place.stage, names);
  const fix = guess === null ? `stages are ${names.join(", ")}` : `did you mean ${guess}?`;
  const message = `must be a stage, got "${place.stage}", which no file is named after; ${fix}`;
  return [{ file, path: ["config", "supersmartmatch:stage"], message }];
}

function portFindings(publish: Place["publish"], file: string): Finding[] {
  const ports = (["http", "https", "prometheus"] as const).map((name) => ({ name, port: publish[name] }));
  return ports.flatMap(({ name, port }, index) => {
    const twin = ports.slice(0, index).find((other) => other.port === port);
    if (twin === undefined) return [];
    const message = `must differ from publish.${twin.name}, both are ${port}: one port serves one thing`;
    return [{ file, path: [...PLACE, "publish", name], message }];
  });
}

function shortenFindings({ hold, window }: Place["shorten"], file: string): Finding[] {
  if (hold === undefined || (window !== undefined && window <= hold)) return [];
  const path = [...PLACE, "shorten", window === undefined ? "hold" : "window"];
  const held = duration.print(hold);
  const message =
    window === undefined
      ? `needs a window beside it of at most ${held}: gates would judge the stage before`
      : `must not be longer than the hold of ${held}, got ${duration.print(window)}: gates would judge the stage before`;
  return [{ file, path, message }];
}
