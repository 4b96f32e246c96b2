import type { z } from "zod";
import { choice, map, quantity, text, whole } from "../fields.ts";
import { days, duration, migrationDay, ratio, share } from "../units.ts";

/** What must be true of V2 to leave a stage. */
const gate = map("what must be true of V2 to leave this stage", {
  minRequests: whole(
    1,
    100_000_000,
    "fewest requests that the error rate is judged by: with none failed, n requests show a rate of at most 3/n",
    375,
  ),
  errorRate: map("share of V2's requests that failed, those that V1 answered in its place included", {
    max: quantity(ratio, "highest error rate"),
    over: quantity(duration, "window that is looked back on"),
  }),
  p95: map("answer time of V2 that 95 % of the requests stay within", {
    max: quantity(duration, "longest answer time", "80ms"),
    over: quantity(duration, "window that is looked back on"),
  }),
  accuracyGain: map("how much more often V2 is right than V1 on the same requests: (V2 - V1) / V1", {
    min: quantity(ratio, "smallest gain", "11%"),
    over: quantity(duration, "window that is looked back on", "1h"),
  }),
  dataParity: map("how many documents, taken by chance, V1's and V2's stores have equal", {
    min: quantity(ratio, "smallest share of equal documents in any sample", "100%"),
    over: quantity(duration, "window that is looked back on"),
  }),
  syncLag: map("how long a change takes from one store to the other", {
    max: quantity(duration, "greatest age of the newest heartbeat that came through", "1s"),
    over: quantity(duration, "window that is looked back on"),
  }),
});

/** A file in `stacks/stages`. Its base name is the stage's name. */
export const stageDocument = map("one step of the way from V1 to V2", {
  v2: quantity(share, "share of the traffic that V2 gets; V1 gets the rest"),
  sunset: map("removes V1's app for good; its store stays", {
    keepArchive: quantity(
      days,
      "how long the last archive of both stores, which holds personal data, may be kept",
      "365d",
    ),
  })
    .optional()
    .transform((sunset) => sunset ?? null),
  schedule: quantity(migrationDay, "not before this day; J is the day the first users get V2", "J+1"),
  hold: quantity(duration, "how long this stage is held at least", "48h"),
  gate,
  next: text({
    pattern: /^(none|\d{3}-[a-z][a-z-]*)$/,
    expected: "the name of a stage file or none",
    description: "the stage that follows, or none",
    example: "050-percent",
  }).transform((next) => (next === "none" ? null : next)),
  data: map("how V1's and V2's data are kept equal", {
    mode: choice(
      ["bidirectional", "v1-to-v2", "v2-to-v1", "drain", "off"],
      "which way changes are carried; drain carries what is known and takes nothing new",
    ),
    authority: choice(["v1", "v2"], "whose value wins where both changed the same field"),
  }),
});

/** What must be true of V2 to leave a stage. Ratios 0..1, times in seconds. */
export type Gate = z.infer<typeof gate>;

/** One step of the way. `v2` in whole percent, `hold` in seconds, `schedule` in days after J; `sunset` null where V1 stays. */
export type Stage = z.infer<typeof stageDocument> & {
  /** The file's base name, `025-percent`. */
  readonly name: string;
  /** The file, as it stands in messages. */
  readonly file: string;
};
