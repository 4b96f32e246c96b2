/** A part of the report: a title, and a text in which a line may begin with `+`, `-` or `!`. */
export interface Section {
  readonly title: string;
  /** Shown without a click. */
  readonly open: boolean;
  readonly text: string;
}

/** A comment may have 65,536 characters; what stands around the sections needs a few. */
export const COMMENT_LIMIT = 60_000;

const LONGEST_SECTION = 12_000;
const MOST_SECTIONS = 60;
const LONGEST_TITLE = 120;
/** Room for the title of a section and what stands around it. */
const FRAME = 300;

/** The sections so that they fit into one comment, in their order; what was left out is told where it would stand. */
export function fitted(sections: readonly Section[], limit = COMMENT_LIMIT): Section[] {
  const kept = sections
    .slice(0, MOST_SECTIONS)
    .map((section) => ({ ...section, text: visible(section.text) }));
  let room = limit - FRAME * (kept.length + 1);
  const shown = kept.map(({ title, open, text }) => {
    const cut = cutText(text, Math.min(LONGEST_SECTION, room));
    room -= cut.length;
    return { title: visible(title).slice(0, LONGEST_TITLE), open, text: cut };
  });
  const left = sections.length - kept.length;
  return left === 0
    ? shown
    : [...shown, { title: `${left} more parts`, open: false, text: "They are in the artefact: report.md." }];
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

/** Characters that cannot be seen, or that turn the reading direction, as their code. */
export function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) =>
    found === "\n" || found === "\t" ? found : `\\u{${found.codePointAt(0)?.toString(16)}}`,
  );
}
