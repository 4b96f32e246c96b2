import { isMap, LineCounter, parseDocument } from "yaml";

/** What `stacks/images.lock.yaml` says about one image, and where it says so. */
export interface LockedImage {
  readonly verified: boolean;
  /** `stacks/images.lock.yaml:9:13` */
  readonly at: string;
}

/** `name:tag@digest` -> what the lock says. */
export type ImageLock = ReadonlyMap<string, LockedImage>;

/** Reads the lock. What cannot be understood counts as not verified, or is left out: its image is refused. */
export function readImageLock(text: string): ImageLock {
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines });
  const entries = isMap(contents) ? contents.items.flatMap(({ value }) => (isMap(value) ? [value] : [])) : [];
  return new Map(
    entries.map((entry) => {
      const verified: unknown = entry.get("verified");
      const { line, col } = lines.linePos((entry.get("verified", true) ?? entry).range?.[0] ?? 0);
      const reference = `${entry.get("name")}:${entry.get("tag")}@${entry.get("digest")}`;
      return [reference, { verified: verified === true, at: `stacks/images.lock.yaml:${line}:${col}` }];
    }),
  );
}
