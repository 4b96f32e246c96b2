import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const NAME = "manifest.json";

/** Records the sha256 of `files` (relative to `folder`) in the folder. Written last: a folder without it is not complete. */
export async function writeManifest(folder: string, files: readonly string[]): Promise<void> {
  const entries = await Promise.all(files.map(async (file) => [file, await sha256(join(folder, file))]));
  await writeFile(join(folder, NAME), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

/** Compares the folder with its manifest: "absent" without one, null when all is as recorded, else the difference. */
export async function differenceFromManifest(folder: string): Promise<"absent" | string | null> {
  const text = await readFile(join(folder, NAME), "utf8").catch(() => null);
  if (text === null) return "absent";
  const recorded = readManifest(text);
  if (recorded === null) return `${NAME} is unreadable`;
  const differences = await Promise.all(
    Object.entries(recorded).map(async ([file, sum]) => {
      const found = await sha256(join(folder, file)).catch(() => null);
      if (found === null) return `${file} is missing`;
      return found === sum ? null : `${file} is not what was installed`;
    }),
  );
  return differences.find((difference) => difference !== null) ?? null;
}

/** The sha256 of a file, as lower-case hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

function readManifest(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return null;
    const entries = Object.entries(value);
    return entries.length > 0 && entries.every(([, sum]) => typeof sum === "string")
      ? Object.fromEntries(entries)
      : null;
  } catch {
    return null;
  }
}
