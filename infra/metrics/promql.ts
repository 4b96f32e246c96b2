import { durationText } from "./duration-text.ts";
import type { Job } from "./names.ts";
import { silenceWindow } from "./windows.ts";

/** Label matchers of one metric: a text must be equal, `not` must differ, `oneOf` allows several. */
export type Matchers = Readonly<Record<string, string | { not: string } | { oneOf: readonly string[] }>>;

/** `name{label="value",...}`; values are quoted, so none can change the query. */
export function select(name: string, matchers: Matchers): string {
  const parts = Object.entries(matchers).map(([label, value]) => {
    if (typeof value === "string") return `${label}=${JSON.stringify(value)}`;
    if ("not" in value) return `${label}!=${JSON.stringify(value.not)}`;
    return `${label}=~${JSON.stringify(value.oneOf.join("|"))}`;
  });
  return `${name}{${parts.join(",")}}`;
}

/**
 * How much the selected counters grew over `window` seconds, summed (`by` one label if given); empty when there is no such
 * series. Resets are handled by `increase`. A series that appeared inside the window counts from zero, where `increase`
 * alone would drop its first sample and with it the first errors; it appeared only if its job was scraped at the
 * window's start, else it may merely be new to Prometheus.
 */
export function grown(selector: string, window: number, by?: string): string {
  const range = durationText(window);
  const appeared =
    `min_over_time(${selector}[${range}]) unless ${selector} offset ${range}` +
    ` and on (job, instance) up offset ${range} == 1`;
  // The extra label keeps `or` from dropping the second half as a duplicate of the first.
  const both = `increase(${selector}[${range}]) or label_replace(${appeared}, "appeared", "yes", "", "")`;
  return by === undefined ? `sum(${both})` : `sum by (${by}) (${both})`;
}

/** `part / whole` of two counters: 0 when only the part's series are missing, NaN when nothing was counted. */
export function share(part: string, whole: string): string {
  return `(${part} or vector(0)) / ${whole}`;
}

/** `expression` while `job` was scraped within the last few seconds, else empty: old samples are no data about now. */
export function whileScraped(expression: string, job: Job, scrapeEvery: number): string {
  const recent = `${select("up", { job })}[${durationText(silenceWindow(scrapeEvery))}]`;
  return `((${expression}) and on () (max(max_over_time(${recent})) == 1))`;
}
