import type { CheckedPlace, StateNote } from "./place.ts";
import type { Preview } from "./preview.ts";
import type { ResourceChange, Violation } from "./preview-events.ts";
import type { Section } from "./sections.ts";

const SIGNS = { create: "+", update: "!", replace: "-", delete: "-" } as const;
const KINDS = ["create", "update", "replace", "delete"] as const;

/** What an `up` would do to a place, resource by resource; open when somebody must look at it. */
export function placeSection({ place, previewed, state, preview, due }: CheckedPlace): Section {
  const lines = [
    againstLine(state, previewed),
    ...preview.violations.map(violationLine),
    ...(preview.failure === null ? [] : [`- ${preview.failure.text}`]),
    ...KINDS.flatMap((kind) => preview.changes.filter(({ does }) => does === kind).map(changeLine)),
    `  ${preview.unchanged} unchanged`,
    ...dueLines(due),
  ];
  return {
    title: `pulumi preview of ${place} at ${previewed}: ${countsText(preview)}`,
    open: needsALook(preview),
    text: lines.join("\n"),
  };
}

/** `0 create, 4 update, 0 replace, 0 delete`. */
export function countsText({ changes }: Preview): string {
  return KINDS.map((kind) => `${changes.filter(({ does }) => does === kind).length} ${kind}`).join(", ");
}

function needsALook({ changes, violations, failure }: Preview): boolean {
  return (
    failure !== null ||
    violations.length > 0 ||
    changes.some(({ does }) => does === "replace" || does === "delete")
  );
}

function violationLine({ rule, resource, message, inBase }: Violation): string {
  return `${inBase ? "  in the base too: " : "- "}rule ${rule}, ${resource}: ${message}`;
}

function changeLine({ does, name, because }: ResourceChange): string {
  const word = does === "replace" ? "WARNING: REPLACE" : does;
  return `${SIGNS[does]} ${word} ${name}${because.length > 0 ? ` (${because.join("; ")})` : ""}`;
}

function dueLines(due: CheckedPlace["due"]): string[] {
  if (due?.unknown) return [`! what the state is behind the base is not told apart from it: ${due.unknown}`];
  if (!due?.changes.length) return [];
  const named = due.changes.map(({ does, name }) => `${does} ${name}`).join(", ");
  return [`  not by this change, the base does it too, for the state is older: ${named}`];
}

function againstLine(state: StateNote | null, previewed: string): string {
  if (state === null)
    return `  against an EMPTY platform at ${previewed}, because no state was exported: it shows whether the rules pass, not what changes`;
  const whose = {
    base: " of the base",
    given: "",
    "this change": ", which THIS CHANGE ITSELF brings: do not rely on it",
  };
  const { file, from, stage, changedAt } = state;
  return `  against ${file}${whose[from]}, without secret values: the platform at ${stage ?? "no stage yet"}, last changed ${changedAt}`;
}
