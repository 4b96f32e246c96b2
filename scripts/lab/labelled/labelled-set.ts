import { readFileSync } from "node:fs";
import { type Candidate, type Job, matchRequest } from "../apps/shared/match-schema.ts";

/** One request of the labelled set: the body to send, and for every job id whether the pair is a match. */
export interface LabelledRequest {
  readonly candidate: Candidate;
  readonly jobs: readonly Job[];
  readonly labels: Readonly<Record<string, boolean>>;
}

/** The two halves: V2's constants are chosen on `tune`, the gate measures on `gate`. */
export const halves = ["tune", "gate"] as const;
export type Half = (typeof halves)[number];

/** Where a half lies in the checkout. */
export function halfUrl(half: Half): URL {
  return new URL(`./${half}.jsonl`, import.meta.url);
}

/** The requests of a half, as committed. */
export function readHalf(half: Half): LabelledRequest[] {
  return parseLabelled(readFileSync(halfUrl(half), "utf8"));
}

/** One request for each line. Throws when a line is no labelled request, naming the line. */
export function parseLabelled(text: string): LabelledRequest[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => parseLine(line, index + 1));
}

function parseLine(line: string, number: number): LabelledRequest {
  const value: { labels?: Record<string, boolean> } = JSON.parse(line);
  const request = matchRequest.safeParse(value);
  const labels = value.labels;
  if (!request.success || !labels || request.data.jobs.some(({ id }) => typeof labels[id] !== "boolean")) {
    throw new Error(
      `line ${number} of the labelled set must be {candidate, jobs, labels} with a label for every job`,
    );
  }
  return { ...request.data, labels };
}
