import { z } from "zod";

const side = z.enum(["v1", "v2"]);
/** What was not measured is null. */
const measured = z.number().nullable();
const value = z.string().nullable();

/** What data-sync's commands answer, a line each. Programs get it as it is, people in words: `sync-words.ts`. */
export const answers = {
  status: z.object({
    mode: z.enum(["off", "v1-to-v2", "v2-to-v1", "bidirectional", "drain"]),
    authority: side,
    connected: z.boolean(),
    refusing: z.array(z.object({ store: z.string(), code: z.string() })),
    frozen: z.array(z.string()),
    lagSeconds: z.object({ v1: measured, v2: measured }),
    waiting: measured,
    deadLetters: measured,
    pass: measured,
    compared: measured,
    parity: measured,
  }),
  frozen: z.object({ reason: z.string(), replaced: z.array(z.string()), dryRun: z.boolean() }),
  thawed: z.object({
    frozen: z.array(z.string()),
    from: side.nullable(),
    allowDeletes: z.boolean(),
    dryRun: z.boolean(),
  }),
  letter: z.object({
    side,
    key: z.string(),
    problems: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })),
    isStray: z.boolean(),
  }),
  letters: z.object({ dropped: z.int() }),
  conflict: z.object({
    side,
    key: z.string(),
    field: value,
    lost: value,
    kept: value,
    why: z.string(),
    at: z.number(),
    characters: z.object({ lost: z.int(), kept: z.int() }),
  }),
  conflicts: z.object({ older: z.array(side) }),
  difference: z.object({
    side: side.nullable(),
    key: z.string(),
    is: z.string(),
    fields: z.array(z.string()),
    repair: z.string(),
  }),
  counted: z.object({ compared: z.int(), equal: z.int(), different: z.int() }),
  sessions: z.object({ left: z.int(), lastEndsAt: z.number().nullable() }),
};

/** How far a comparison is: told while it goes on, and no part of what it answers. */
export const progress = z.object({ compared: z.int(), reached: z.string() });

/** What data-sync refuses, and the id of each. */
export const REFUSALS = {
  usage: "SSM-USAGE",
  storesAway: "SSM-STORE-AWAY",
  noReason: "SSM-USAGE",
  noDirection: "SSM-SYNC-DIRECTION",
  letterUse: "SSM-NO-LETTER",
  noLetter: "SSM-NO-LETTER",
  conflictUse: "SSM-NO-CONFLICT",
  noConflict: "SSM-NO-CONFLICT",
  sampleSize: "SSM-USAGE",
  sampleAlone: "SSM-USAGE",
  position: "SSM-USAGE",
  pastEnd: "SSM-USAGE",
} as const;

/** A refusal: what it is about, as it was given. */
export const refused = z.object({
  refused: z.custom<keyof typeof REFUSALS>(
    (kind) => typeof kind === "string" && Object.hasOwn(REFUSALS, kind),
  ),
  about: z.string(),
});

/** One, as data-sync answers it. */
export type Refusal = z.infer<typeof refused>;
