/** A part of the report: a title, and a text in which a line may begin with `+`, `-` or `!`. */
export interface Section {
  readonly title: string;
  /** Shown without a click. */
  readonly open: boolean;
  readonly text: string;
}

/** A comment may have 65,536 characters; the workflow that posts it needs some for itself. */
export const COMMENT_LIMIT = 55_000;

const LONGEST_SECTION = 12_000;
const LONGEST_TITLE = 120;
/** Room for the title of a section and what stands around it, and the least that is worth showing of its text. */
const FRAME = 1000;
const LEAST = 1000;

/** The sections so that they fit into one comment, in their order; what was left out is told where it would stand. */
export function fitted(sections: readonly Section[], limit = COMMENT_LIMIT): Section[] {
  const shown: Section[] = [];
  for (const { title, open, text } of sections) {
    const room = limit - markdown(shown).length - FRAME;
    if (room < LEAST) {
      const rest = `${sections.length - shown.length} more parts`;
      return [...shown, { title: rest, open: false, text: "They are in the artefact, report.md." }];
    }
    const cut = cutText(visible(text), Math.min(LONGEST_SECTION, room));
    shown.push({ title: cutTitle(visible(title)), open, text: cut });
  }
  return shown;
}

// Never half of a character: the workflow would spell it out and show another title.
function cutTitle(title: string): string {
  return title.slice(0, LONGEST_TITLE).replace(/[\ud800-\udbff]$/, "");
}

/** The first lines of a text within `room` characters, and how many more there are. */
function cutText(text: string, room: number): string {
  if (text.length <= room) return text;
  const lines = text.split("\n");
  const note = (left: number) => `... ${left} more lines: they are in the artefact, report.md`;
  let shown = 0;
  let length = note(lines.length).length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > room) break;
    shown += 1;
  }
  return [...lines.slice(0, shown), note(lines.length - shown)].join("\n");
}

/**
 * Sections as Markdown for a comment. Every text is a block of code whose fence is longer than any row of backticks in
 * it, every title is escaped: neither can hold a mention, a link, an image or HTML. The workflow that posts the comment
 * does the same again, because it must not trust this code.
 */
export function markdown(sections: readonly Section[]): string {
  return sections.map(sectionMarkdown).join("\n\n");
}

function sectionMarkdown({ title, open, text }: Section): string {
  const shown = visible(text);
  const fence = "`".repeat(Math.max(2, ...[...shown.matchAll(/`+/g)].map(([row]) => row.length)) + 1);
  const summary = escaped(visible(title).replaceAll("\n", " "));
  return [
    `<details${open ? " open" : ""}><summary><code>${summary}</code></summary>`,
    "",
    `${fence}diff`,
    shown,
    fence,
    "",
    "</details>",
  ].join("\n");
}

/** Sections as plain text, for a terminal. */
export function plainText(sections: readonly Section[]): string {
  return sections.map(({ title, text }) => `== ${visible(title)}\n${visible(text)}`).join("\n\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Characters that cannot be seen or that turn the reading direction, as their code; and long rows of backticks, which
 * would need a fence as long.
 */
export function visible(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\p{Zl}\p{Zp}]|`{9,}/gu, (found) =>
    [...found].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`).join(""),
  );
}
