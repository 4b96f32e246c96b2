import { hash } from "node:crypto";
import type { Memory, Side } from "./transform/types.ts";

/**
 * What both sides last agreed on. It lies beside the document it was written with, in the same store, by the same
 * call: whatever part of its history a store loses, document and record go together.
 */
export interface SyncRecord {
  /** How often data-sync wrote this key in each store, as far as the writer knew: tells which record is newer. */
  readonly seen: Readonly<Record<Side, number>>;
  /** Beat of the other store when its document was read: the other store still has that read if it has the beat. */
  readonly beat: number;
  /** The document was deleted on both sides; the prints are those of the deleted document. */
  readonly gone: boolean;
  /** V1's field -> what stood in it and in its partner. What is not listed was on neither side. */
  readonly prints: Readonly<Record<string, Pair>>;
  readonly memory: Memory;
  /** Agreed end of life, ms since 1970; null for none. */
  readonly expiresAt: number | null;
}

/** Prints of V1's field and of V2's; null for no field. */
export type Pair = readonly [v1: string | null, v2: string | null];
export const ABSENT: Pair = [null, null];
/** Never agreed on: no print equals it. */
export const UNKNOWN: Pair = ["?", "?"];

/** Whether both prints are the same. */
export function isSamePair(a: Pair, b: Pair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Texts up to this length stand for themselves. */
const PLAIN_LENGTH = 16;
const HASH_LENGTH = 14;

/** A short stand-in for a text: equal texts have equal prints, and different ones differ in 84 bits. */
export function print(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length <= PLAIN_LENGTH
    ? `=${text}`
    : `#${hash("sha256", text, "base64url").slice(0, HASH_LENGTH)}`;
}

/** The stored form: the store's own count, so that a script can compare it, and the rest as JSON. */
export function encodeRecord(record: SyncRecord, store: Side): string {
  const { seen, beat, gone, prints, memory, expiresAt } = record;
  return `${seen[store]}|${JSON.stringify([seen.v1, seen.v2, beat, gone ? 1 : 0, expiresAt, prints, memory])}`;
}

/** The record of a stored text; null for none and for a text that is no record. */
export function decodeRecord(text: string | null): SyncRecord | null {
  if (text === null) return null;
  try {
    const [v1, v2, beat, gone, expiresAt, prints, memory]: unknown[] = JSON.parse(
      text.slice(text.indexOf("|") + 1),
    );
    if (!isCount(v1) || !isCount(v2) || !isCount(beat) || !isPrints(prints) || !isMemory(memory)) return null;
    if (expiresAt !== null && typeof expiresAt !== "number") return null;
    return { seen: { v1, v2 }, beat, gone: gone === 1, prints, memory, expiresAt: expiresAt ?? null };
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPrints(value: unknown): value is SyncRecord["prints"] {
  const isPrint = (part: unknown) => part === null || typeof part === "string";
  return (
    isObject(value) &&
    Object.values(value).every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isPrint))
  );
}

function isMemory(value: unknown): value is Memory {
  const isTexts = (part: unknown) =>
    isObject(part) && Object.values(part).every((text) => typeof text === "string");
  return isObject(value) && isTexts(value.v1) && isTexts(value.v2);
}
