import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes beside and renames: a reader sees the old file or the new one, never a half, also on a full disk. */
export function writeBeside(file: string, content: string | Buffer, mode = 0o644): void {
  const beside = `${file}.${process.pid}`;
  try {
    writeFileSync(beside, content, { mode, flush: true });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
