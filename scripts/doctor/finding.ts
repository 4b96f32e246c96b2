import { decimal, text } from "../messages/messages.ts";

/** `ok`: nothing to do. `warning`: works, or the next `npm start` sees to it. `problem`: somebody has to act first. */
export type Level = "ok" | "warning" | "problem";

/** What `--fix` can do about a finding by itself. */
export type Repair =
  | { readonly kind: "prepare" }
  | { readonly kind: "set-modes"; readonly paths: readonly string[] }
  | { readonly kind: "remove-parts"; readonly paths: readonly string[]; readonly bytes: number }
  | { readonly kind: "remove-images"; readonly references: readonly string[]; readonly bytes: number };

/** One thing that was looked at. */
export interface Finding {
  /** Stable, for scripts: `ports`. */
  readonly id: string;
  readonly level: Level;
  /** What was looked at, in two or three words. */
  readonly what: string;
  readonly found: string;
  /** What should be there; null where there is nothing to compare with. */
  readonly expected: string | null;
  /** What happens next, or what to do; null when nothing is to be done. */
  readonly fix: string | null;
  readonly repair: Repair | null;
}

type Named = Pick<Finding, "id" | "what" | "found">;
type Wrong = Named & Pick<Finding, "expected" | "fix"> & Partial<Pick<Finding, "repair">>;

/** Something that is as it should be. */
export function ok(finding: Named & Partial<Pick<Finding, "fix">>): Finding {
  return { expected: null, fix: null, repair: null, ...finding, level: "ok" };
}

/** Something that works, or that the next `npm start` sees to. */
export function warning(finding: Wrong): Finding {
  return { repair: null, ...finding, level: "warning" };
}

/** Something that somebody has to see to before `npm start` can go on. */
export function problem(finding: Wrong): Finding {
  return { repair: null, ...finding, level: "problem" };
}

/** A size as people read it: `1.2 GB`, `340 MB`; in French `1,2 Go`. */
export function sizeText(bytes: number): string {
  const { gigabytes, megabytes } = text.sizes;
  return bytes >= 1e9 ? gigabytes(decimal(bytes / 1e9, 1)) : megabytes(decimal(Math.ceil(bytes / 1e6), 0));
}
