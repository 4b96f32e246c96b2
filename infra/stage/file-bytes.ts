import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { refuseSize } from "./decode.ts";

/** The bytes of a file, or in words why it is not read: only a regular file of a sensible size is. Never throws. */
export function bytesOf(path: string): Uint8Array | string {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return noFile(LINK);
    // A pipe or a device would be waited for, or read, for ever.
    if (!stat.isFile() && !stat.isDirectory()) return noFile("it is a device or a pipe");
    return refuseSize(stat.size) ?? readFileSync(path);
  } catch (error) {
    return noFile(reasonOf(error));
  }
}

/** The names in a folder, or in words why they are not read. A link is only followed when `follow` says so. Never throws. */
export function namesIn(path: string, follow: boolean): readonly string[] | string {
  try {
    if (!follow && lstatSync(path).isSymbolicLink()) return noFolder(LINK);
    return readdirSync(path);
  } catch (error) {
    return noFolder(reasonOf(error));
  }
}

// What a link leads to may be a secret of this machine, and reports show what files say.
const LINK = "it is a symbolic link, which may lead out of the project; put what it leads to here instead";

const noFile = (reason: string) => `the file cannot be read: ${reason}`;
const noFolder = (reason: string) => `the folder cannot be read: ${reason}`;

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "it does not exist",
    EACCES: "permission denied",
    EISDIR: "it is a folder",
    ENOTDIR: "it is no folder",
  };
  return reasons[code] ?? code;
}
