import { z } from "zod";

/**
 * How writers share documents. `alone`: a writer has its documents for itself. `together`: a writer of V1 and one of V2
 * share a document, each changes its own list. `one app` and `two apps`: two careless writers, on V1 or on both
 * releases, read a document, add to the same list and write the whole back: their own race loses writes.
 */
export const GROUPS = ["alone", "together", "one app", "two apps"] as const;
export type Group = (typeof GROUPS)[number];

/** Whether the group's own race may lose a write. */
export function isCareless(group: Group): boolean {
  return group === "one app" || group === "two apps";
}

const write = z.object({
  writer: z.string(),
  /** Counts the writes of one writer. */
  n: z.int(),
  group: z.enum(GROUPS),
  kind: z.enum(["offer", "candidate"]),
  id: z.string(),
  list: z.enum(["first", "second"]),
  /** `create` begins the list anew with `mark`, `append` adds it, `delete` removes the document. */
  does: z.enum(["create", "append", "delete"]),
  /** What this write alone adds; written nowhere else. */
  mark: z.string(),
  /** The last mark of the list when the writer read it; null when there was none. */
  after: z.string().nullable(),
});

const outcome = z.object({
  writer: z.string(),
  n: z.int(),
  /** `unknown`: there was no answer, or one that does not say whether it was done. */
  is: z.enum(["acknowledged", "refused", "unknown"]),
});

/** One line of the log: a write before it is sent, or what became of it. */
export const entry = z.union([write, outcome]);
export type Entry = z.infer<typeof entry>;
export type Write = z.infer<typeof write>;
export type Outcome = z.infer<typeof outcome>["is"];
