import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Side } from "./transform/types.ts";

const direction = z.strictObject({
  mode: z.enum(["off", "v1-to-v2", "v2-to-v1", "bidirectional", "drain"]),
  authority: z.enum(["v1", "v2"]),
});

/** Which way documents are carried, and who wins where both sides changed the same. */
export type Direction = z.infer<typeof direction>;

const LOOK_EVERY_MS = 500;

/** Stores whose documents may be written. */
export function targetsOf(mode: Direction["mode"]): readonly Side[] {
  if (mode === "off") return [];
  if (mode === "v1-to-v2") return ["v2"];
  return mode === "v2-to-v1" ? ["v1"] : ["v1", "v2"];
}

/** The stage's direction, read again whenever its file changes. While there is no readable file, nothing is carried. */
export interface DirectionFile {
  readonly current: () => Direction;
  close(): void;
}

export async function watchDirection(path: string): Promise<DirectionFile> {
  let current = await readDirection(path);
  const look = () =>
    void readDirection(path).then((read) => {
      current = read;
    });
  // Polled: the file is reached by a link that a stage change swaps, which no file event tells of.
  watchFile(path, { interval: LOOK_EVERY_MS }, look);
  return { current: () => current, close: () => unwatchFile(path, look) };
}

/** The direction in a file; off while there is none that can be read. */
export async function readDirection(path: string): Promise<Direction> {
  try {
    return direction.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return { mode: "off", authority: "v1" };
  }
}
