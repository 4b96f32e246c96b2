import type { CheckedPlace, StateNote } from "./place.ts";
import type { Preview } from "./preview.ts";
import type { ResourceChange, Violation } from "./preview-events.ts";
import type { Words } from "./report.ts";
import type { Section } from "./sections.ts";

const SIGNS = { create: "+", update: "!", replace: "-", delete: "-" } as const;
const KINDS = ["create", "update", "replace", "delete"] as const;

/** What an `up` would do to a place, resource by resource; open when somebody must look at it. */
export function placeSection({ place, previewed, state, preview, due }: CheckedPlace, words: Words): Section {
  const lines = [
    againstLine(state, previewed, words),
    ...preview.violations.map((violation) => violationLine(violation, words)),
    ...(preview.failure === null ? [] : [`- ${preview.failure.text}`]),
    ...KINDS.flatMap((kind) => preview.changes.filter(({ does }) => does === kind).map(changeLine)),
    words.unchanged(preview.unchanged),
    ...dueLines(due, words),
  ];
  return {
    title: words.preview(place, previewed, countsText(preview)),
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

function violationLine({ rule, resource, message, inBase }: Violation, words: Words): string {
  return (inBase ? words.ruleBefore : words.rule)(rule, resource, message);
}

function changeLine({ does, name, because }: ResourceChange): string {
  const word = does === "replace" ? "WARNING: REPLACE" : does;
  return `${SIGNS[does]} ${word} ${name}${because.length > 0 ? ` (${because.join("; ")})` : ""}`;
}

function dueLines(due: CheckedPlace["due"], words: Words): string[] {
  if (due?.unknown) return [words.dueUnknown(due.unknown)];
  if (!due?.changes.length) return [];
  const named = due.changes.map(({ does, name }) => `${does} ${name}`).join(", ");
  return [words.due(named)];
}

function againstLine(state: StateNote | null, previewed: string, words: Words): string {
  if (state === null) return words.empty(previewed);
  const whose = { base: words.ofBase, given: "", "this change": words.ofChange };
  const { file, from, stage, changedAt } = state;
  return words.against(file, whose[from], stage ?? words.noStage, changedAt);
}
