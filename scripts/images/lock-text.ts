import { Composer, CST, isNode, Parser } from "yaml";

/** What changes in one image's entry. */
export interface EntryChange {
  readonly digest: string;
  readonly verified: boolean;
  readonly source: string;
}

/**
 * The text of a lock with some entries changed and every other byte as it was: comments, order and form are the
 * author's. The text must be a lock that was read without problems.
 */
export function changeLock(text: string, changes: ReadonlyMap<string, Partial<EntryChange>>): string {
  const tokens = [...new Parser().parse(text)];
  const [document] = new Composer({ keepSourceTokens: true }).compose(tokens);
  for (const [image, change] of changes) {
    for (const [key, value] of Object.entries(change)) {
      const node = document?.getIn([image, key], true);
      if (!isNode(node) || node.srcToken === undefined) throw new Error(`the lock has no ${image}.${key}`);
      CST.setScalarValue(node.srcToken, String(value), { type: "PLAIN" });
    }
  }
  return tokens.map((token) => CST.stringify(token)).join("");
}

/** What an entry says once its own registry has shown the digest. */
export function seenIn(registry: string, day: Date): Pick<EntryChange, "verified" | "source"> {
  return { verified: true, source: `seen in ${registry} on ${day.toISOString().slice(0, 10)}` };
}
