import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { after } from "node:test";

/** A folder that this variable names until the test has ended; then the variable is as before and the folder is gone. */
export function ownFolder(
  t: { readonly after: typeof after },
  variable: "SSM_STATE_DIR" | "SSM_CACHE_DIR",
): string {
  const folder = mkdtempSync(join(tmpdir(), "own-"));
  const before = process.env[variable];
  process.env[variable] = folder;
  t.after(() => {
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
    rmSync(folder, { recursive: true });
  });
  return folder;
}
