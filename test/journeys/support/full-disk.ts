import { execFileSync } from "node:child_process";
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Instance } from "../../../scripts/platform/instance/instance.ts";

/** A state folder on a disk of its own that can be filled. Needs root. */
export interface SmallDisk {
  /** For the commands that are to use it. */
  readonly env: Readonly<Record<string, string>>;
  /** The state folder on it. */
  readonly dir: string;
  /** Leaves no room at all. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

/** Room for the state with the snapshots that earlier journeys left in it. */
const SIZE = "512m";
const BLOCK = 4_096;

/** Copies the state of an instance to a small disk in memory. */
export function smallDisk(instance: Instance): SmallDisk {
  const disk = mkdtempSync(join(tmpdir(), "ssm-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE},mode=0700`, "tmpfs", disk]);
  const root = dirname(dirname(instance.dir));
  const dir = join(disk, relative(root, instance.dir));
  cpSync(instance.dir, dir, { recursive: true });
  const ballast = join(disk, "ballast");
  return {
    env: { SSM_STATE_DIR: disk },
    dir,
    makeRoom: () => rmSync(ballast, { force: true }),
    fill() {
      const handle = openSync(ballast, "w");
      const block = Buffer.alloc(BLOCK);
      try {
        for (;;) writeSync(handle, block);
      } catch {
        // Full, as asked.
      } finally {
        closeSync(handle);
      }
    },
    remove() {
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    },
  };
}
