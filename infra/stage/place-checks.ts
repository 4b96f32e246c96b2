import { nearest } from "./nearest.ts";
import type { Finding, Path } from "./problem.ts";
import type { Place, Stage } from "./schema.ts";
import { SHORTEN_BOUNDS, timeRefusal } from "./time-bounds.ts";
import { duration } from "./units.ts";

const PLACE: Path = ["config", "supersmartmatch:place"];

/** The widest network without rate limits: the largest private one, and what a provider has of IPv6. */
const LEAST_BITS = { v4: 8, v6: 16 } as const;

/** What a place says against itself. */
export function placeFindings({ publish, shorten, unlimited }: Place, file: string): Finding[] {
  const senseless = boundFindings(shorten, file);
  return [
    ...portFindings(publish, file),
    // What makes no sense by itself is not compared.
    ...(senseless.length > 0 ? senseless : shortenFindings(shorten, file)),
    ...unlimitedFindings(unlimited, file),
  ];
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

function boundFindings(shorten: Place["shorten"], file: string): Finding[] {
  return (["hold", "window", "watch", "day", "scrapeEvery"] as const).flatMap((name) => {
    const seconds = shorten[name];
    const message = seconds === undefined ? null : timeRefusal(seconds, SHORTEN_BOUNDS[name]);
    return message === null ? [] : [{ file, path: [...PLACE, "shorten", name], message }];
  });
}

/** A network as wide as a continent is no exception from the rate limits, it is their end. */
function unlimitedFindings(unlimited: Place["unlimited"], file: string): Finding[] {
  return unlimited.flatMap((network, index) => {
    const least = network.includes(":") ? LEAST_BITS.v6 : LEAST_BITS.v4;
    if (Number(network.split("/")[1]) >= least) return [];
    const message = `must not be wider than /${least}, got ${network}: hardly anybody would have a rate limit; name the networks that need none, or write []`;
    return [{ file, path: [...PLACE, "unlimited", index], message }];
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
