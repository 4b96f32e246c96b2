const HEADER = 8;

/**
 * The text of a log as the engine sends it: in frames of stream number, three zeros, length (4 bytes), text. Takes
 * time in proportion to the log; the client's own way to take frames apart copies the rest of the log for each.
 */
export function logText(raw: Buffer): string {
  const texts: string[] = [];
  for (let at = 0; at + HEADER <= raw.length; ) {
    const end = at + HEADER + raw.readUInt32BE(at + 4);
    texts.push(raw.toString("utf8", at + HEADER, end));
    at = end;
  }
  return texts.join("");
}
