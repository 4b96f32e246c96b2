import type { Place } from "../stage/schema.ts";

/** What may shorten a window. */
export interface WindowLimits {
  readonly shorten: Place["shorten"];
  /** Seconds between two scrapes. */
  readonly scrapeEvery: number;
  /** Seconds since the stage was entered; null when it is unknown or does not matter. */
  readonly age: number | null;
}

/** A lost scrape must still leave the two samples that a rate needs. */
const LEAST_SCRAPES = 4;
const LEAST_SECONDS_OF_SILENCE = 5;

/**
 * The window that is really asked for, in seconds: never longer than `window`, shortened where the place says so,
 * not reaching back before the stage was entered (older trouble was another stage's), and never under four scrapes.
 */
export function effectiveWindow(window: number, limits: WindowLimits): number {
  const wanted = Math.min(window, limits.shorten.window ?? window, limits.age ?? window);
  return Math.max(Math.ceil(wanted), Math.ceil(LEAST_SCRAPES * limits.scrapeEvery));
}

/** So many equal parts of a window must each be on the wrong side: a single stall can spoil two neighbours, not all. */
const PARTS = 4;

/** As `effectiveWindow`, and long enough for what must last: each of its parts has the scrapes that a rate needs. */
export function lastingWindow(window: number, limits: WindowLimits): number {
  return Math.max(effectiveWindow(window, limits), PARTS * Math.ceil(LEAST_SCRAPES * limits.scrapeEvery));
}

/** What to ask so that every part of a window counts: `part` seconds each, at every `part` of the last `range` seconds. */
export function partsOf(window: number): { readonly part: number; readonly range: number } {
  const part = Math.floor(window / PARTS);
  return { part, range: (PARTS - 1) * part };
}

/** Seconds without any sign of life after which something counts as dead: four scrapes, at least 5 s. */
export function silenceWindow(scrapeEvery: number): number {
  return Math.max(LEAST_SECONDS_OF_SILENCE, Math.ceil(LEAST_SCRAPES * scrapeEvery));
}
