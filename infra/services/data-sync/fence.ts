import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Direction } from "./direction.ts";

const fence = z.object({
  /** When all traffic was back on V1, ms since 1970. */
  since: z.int(),
  /** When V2's app lost its right to write; null while its last requests may still be under way. */
  closedAt: z.int().nullable(),
});

/** V2's app may not write, until it gets users again. */
export type Fence = z.infer<typeof fence>;

const LOOK_EVERY_MS = 250;

/** Behind the fence what V2 wrote last is carried, and V1, which has the users, wins every conflict. */
export function directionBehind(fenced: Fence | null, stage: Direction): Direction {
  return fenced === null ? stage : { mode: "drain", authority: "v1" };
}

/** The fence of its file's text; null for a text that is none. */
export function fenceIn(text: string): Fence | null {
  try {
    return fence.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The fence in its file; null while there is none. */
export async function readFence(path: string): Promise<Fence | null> {
  return fenceIn(await readFile(path, "utf8").catch(() => ""));
}

/** The fence, read again and again: its file comes and goes. */
export async function watchFence(
  path: string,
): Promise<{ readonly current: () => Fence | null; close(): void }> {
  let current = await readFence(path);
  const look = () =>
    void readFence(path).then((read) => {
      current = read;
    });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return { current: () => current, close: () => clearInterval(timer) };
}
