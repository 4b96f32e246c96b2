import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * Names a build by all that goes into it: every file below `folders` (go.sum pins the rest of the source), the
 * versions, the operating system and the processor. 16 hexadecimal digits.
 */
export function cacheKey(folders: readonly string[], versions: object): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([versions, process.platform, process.arch]));
  for (const folder of folders) {
    for (const file of filesBelow(folder)) {
      const content = readFileSync(join(folder, file));
      hash.update(`\0${file.split(sep).join("/")}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
