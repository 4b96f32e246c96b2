import { chmodSync, lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "../messages/messages.ts";
import { connectEngine } from "../toolchain/engine.ts";
import { withLock } from "../toolchain/lock.ts";
import { messageOf } from "../toolchain/message-of.ts";
import { prepare } from "../toolchain/prepare.ts";
import { type Repair, sizeText } from "./finding.ts";

/** What a repair works with. */
export interface RepairOptions {
  readonly cache: string;
  readonly yes: boolean;
  readonly dockerHost?: string | undefined;
  readonly report: (line: string) => void;
}

const { repairs } = text.doctorPlatform;

/** What a repair does, as the end of "would …" or of a question. */
export function repairText(repair: Repair): string {
  switch (repair.kind) {
    case "prepare":
      return repairs.prepare;
    case "set-modes":
      return repairs.modes(repair.paths.join(", "));
    case "remove-parts":
      return repairs.parts(repair.paths.length, sizeText(repair.bytes));
    case "remove-images": {
      const { references, bytes } = repair;
      return repairs.images(references.length, sizeText(bytes), references.join(", "));
    }
  }
}

/** Whether somebody has to agree first: what deletes is asked about. */
export function needsConsent(repair: Repair): boolean {
  return repair.kind === "remove-parts" || repair.kind === "remove-images";
}

/** Does it. Repeating it is harmless. Throws `ToolchainError` where a preparation fails. */
export async function apply(repair: Repair, options: RepairOptions): Promise<void> {
  switch (repair.kind) {
    case "prepare":
      await prepare({ ...options, docker: true, images: true, pulumi: true });
      return;
    case "set-modes":
      for (const path of repair.paths) chmodSync(path, lstatSync(path).mode & 0o700);
      return;
    case "remove-parts":
      return removeParts(repair.paths, options);
    case "remove-images":
      return removeImages(repair.references, options);
  }
}

/** Under the locks of those who make such parts, so that nothing is taken from a run that has begun meanwhile. */
async function removeParts(paths: readonly string[], { cache, report }: RepairOptions): Promise<void> {
  const lock = { what: text.locks.cache, report };
  await withLock(join(cache, "pulumi", "lock"), lock, () =>
    withLock(join(cache, "images.lock"), lock, async () => {
      for (const path of paths) rmSync(path, { recursive: true, force: true });
    }),
  );
}

/** Without force: the engine itself refuses an image that a container has begun to use. */
async function removeImages(references: readonly string[], options: RepairOptions): Promise<void> {
  const { docker } = await connectEngine(options);
  for (const reference of references) {
    try {
      await docker.getImage(reference).remove();
    } catch (error) {
      options.report(repairs.stays(reference, messageOf(error)));
    }
  }
}
