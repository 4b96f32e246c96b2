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

/** Seconds without any sign of life after which something counts as dead: four scrapes, at least 5 s. */
export function silenceWindow(scrapeEvery: number): number {
  return Math.max(LEAST_SECONDS_OF_SILENCE, Math.ceil(LEAST_SCRAPES * scrapeEvery));
}
