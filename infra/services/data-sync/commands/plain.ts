/**
 * A text in which everything that could move a terminal's cursor or turn its text round is written as `\u001b`. Of a
 * line of JSON it is the same JSON.
 */
export function plain(text: string): string {
  return text.replace(/\p{C}/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => escaped(found.charCodeAt(index))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
