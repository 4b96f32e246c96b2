import { z } from "zod";

const lineSchema = z.object({ time: z.string(), request_time: z.coerce.number(), served_by: z.string() });

/**
 * How many requests of a gateway's log V2 answered that surely began after `moment` (seconds since 1970). The log's
 * times are whole seconds, cut off: a request counts only when even the earliest reading of its line says so.
 */
export function servedByV2After(log: string, moment: number): number {
  return log.split("\n").filter((line) => {
    const entry = entryOf(line);
    if (entry === null || entry.served_by !== "v2") return false;
    return Date.parse(entry.time) / 1000 - entry.request_time > moment;
  }).length;
}

function entryOf(line: string): z.infer<typeof lineSchema> | null {
  if (!line.startsWith("{")) return null;
  try {
    return lineSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
