import { createTwoFilesPatch, diffLines, OMIT_HEADERS } from "diff";

/** Name -> text. */
export type Texts = Readonly<Record<string, string>>;

const CONTEXT_LINES = 3;

/** What changes from one text to the other, as `diff -u` shows it, without its headers; empty when they are equal. */
export function unified(before: string, after: string): string {
  if (before === after) return "";
  const options = { context: CONTEXT_LINES, headerOptions: OMIT_HEADERS };
  return createTwoFilesPatch("", "", before, after, "", "", options).trimEnd();
}

/** Both texts beside each other, as `sdiff` shows them: `|` changed, `<` only before, `>` only after. */
export function sideBySide(before: string, after: string): string {
  const rows = rowsOf(before, after);
  const width = Math.max(...rows.map(({ left }) => (left ?? "").length), 0);
  return rows
    .map((row) => `${(row.left ?? "").padEnd(width)} ${signOf(row)} ${row.right ?? ""}`.trimEnd())
    .join("\n");
}

interface Row {
  readonly left: string | null;
  readonly right: string | null;
}

function signOf({ left, right }: Row): string {
  if (left === null) return ">";
  if (right === null) return "<";
  return left === right ? " " : "|";
}

/** Removed lines stand beside the added ones that follow them. */
function rowsOf(before: string, after: string): Row[] {
  const rows: Row[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]) => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1)
      rows.push({ left: removed[at] ?? null, right: added[at] ?? null });
    removed = [];
  };
  for (const part of diffLines(before, after)) {
    const lines = part.value.replace(/\n$/, "").split("\n");
    if (part.removed) removed = lines;
    else if (part.added) flush(lines);
    else {
      flush([]);
      rows.push(...lines.map((line) => ({ left: line, right: line })));
    }
  }
  flush([]);
  return rows;
}
