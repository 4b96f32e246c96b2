import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/**
 * Names a build by all that goes into it: `sources` (files, and folders with all that is in them; go.sum pins the
 * rest), the versions, the operating system and the processor. 16 hexadecimal digits.
 */
export function cacheKey(sources: readonly string[], versions: object): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([versions, process.platform, process.arch]));
  for (const source of sources) {
    for (const [name, file] of filesOf(source)) {
      const content = readFileSync(file);
      hash.update(`\0${name}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** Name below the source, and path, of each file. */
function filesOf(source: string): [string, string][] {
  if (!statSync(source).isDirectory()) return [[basename(source), source]];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => {
      const file = join(entry.parentPath, entry.name);
      return [relative(source, file).split(sep).join("/"), file];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
