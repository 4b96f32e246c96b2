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

/** The lines that a `unified` text removes and adds, without where they stand. */
export function changedLines(patch: string): string {
  return patch
    .split("\n")
    .filter((line) => /^[+-]/.test(line))
    .join("\n");
}

/** Both texts beside each other, as `sdiff` shows them: `|` changed, `<` only before, `>` only after. Long lines are folded. */
export function sideBySide(before: string, after: string): string {
  return rowsOf(before, after).flatMap(folded).join("\n");
}

const COLUMN = 100;

interface Row {
  readonly left: string | null;
  readonly right: string | null;
}

function folded(row: Row): string[] {
  const [left, right] = [pieces(row.left), pieces(row.right)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    `${(left[at] ?? "").padEnd(COLUMN)} ${signOf(row)} ${right[at] ?? ""}`.trimEnd(),
  );
}

function pieces(line: string | null): string[] {
  const text = line ?? "";
  return Array.from({ length: Math.max(1, Math.ceil(text.length / COLUMN)) }, (_, at) =>
    text.slice(at * COLUMN, (at + 1) * COLUMN),
  );
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
