import { buffer, text } from "node:stream/consumers";
import { extract, pack } from "tar-stream";

/** One entry of an archive as it was put into a volume. */
export interface TarEntry {
  readonly name: string;
  readonly type: string;
  readonly uid: number;
  readonly gid: number;
  /** In octal, as `ls` has it: `0400`. */
  readonly mode: string;
  readonly content: string;
}

/** What an archive holds, in order. */
export async function entriesOf(archive: Buffer): Promise<TarEntry[]> {
  const reader = extract();
  reader.end(archive);
  const entries: TarEntry[] = [];
  for await (const entry of reader) {
    const { name, type, uid, gid, mode } = entry.header;
    entries.push({
      name,
      type: type ?? "",
      uid: uid ?? -1,
      gid: gid ?? -1,
      mode: (mode ?? 0).toString(8).padStart(4, "0"),
      content: await text(entry),
    });
  }
  return entries;
}

/** An archive of one file. */
export function archiveOf(content: string): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: "file" }, content);
  archive.finalize();
  return buffer(archive);
}
