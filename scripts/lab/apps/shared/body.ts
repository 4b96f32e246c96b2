import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { describeProblems } from "./problems.ts";
import { Refusal } from "./refusal.ts";

/** Largest body that is read, in bytes. */
export const maxBodyBytes = 10 * 1024 * 1024;

/**
 * The JSON value in a request's body. Refuses with 413 beyond `maxBodyBytes`, as soon as that is known, and with
 * 400 when the body is not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, text === "" ? "the body is empty, expected JSON" : "the body is not valid JSON");
  }
}

/** Checks a value against a schema. Refuses with 400 and every problem. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(describeProblems(result.error, value));
}

/** The refusal of a body with these problems. */
export function invalid(problems: readonly string[]): Refusal {
  return new Refusal(400, "the body is not valid", { problems });
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): Refusal {
  return new Refusal(413, "the body is larger than 10 MB");
}
