import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Instance } from "../instance/instance.ts";
import { listSnapshots } from "./manifest.ts";

const BYTES = 32;

/** The key that opens the snapshots of an instance; made with the first one. Throws SSM-SNAPSHOT-KEY when it is gone or no key. */
export async function snapshotKey(instance: Pick<Instance, "dir">): Promise<Buffer> {
  const file = join(instance.dir, "snapshot.key");
  if (!existsSync(file)) {
    if ((await listSnapshots(instance)).length > 0) throw broken(text.snapshotErrors.keyGone(file));
    writeFileSync(file, `${randomBytes(BYTES).toString("hex")}\n`, { mode: 0o400, flag: "wx" });
  }
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  if (key.length === BYTES) return key;
  throw broken(text.snapshotErrors.noKey(file, BYTES * 2));
}

function broken(problem: string): CommandError {
  return new CommandError("SSM-SNAPSHOT-KEY", EXIT.wrongUse, text.snapshotErrors.keyFix(problem));
}
