import { readFileSync } from "node:fs";
import { InputError } from "../../stage/problem.ts";

/** One match request whose right answers are known. */
export interface LabelledRequest {
  /** JSON text of the request's body. */
  readonly body: string;
  /** Job id -> whether the candidate fits it. */
  readonly labels: ReadonlyMap<string, boolean>;
}

/** Reads a labelled set. Throws InputError with every mistake, one a line, when it is missing or malformed. */
export function readLabelled(file: string): LabelledRequest[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new InputError([
      `${file}: the labelled set cannot be read (${code}), build it or name another file`,
    ]);
  }
  return parseLabelled(text, file);
}

/**
 * Reads JSON lines `{candidate, jobs[], labels}` where labels holds true or false for each job's id. `file` is only
 * used in messages. Throws InputError like readLabelled.
 */
export function parseLabelled(text: string, file: string): LabelledRequest[] {
  const requests: LabelledRequest[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const request = readLine(line);
    if (typeof request === "string") problems.push(`${file}:${index + 1}: ${request}`);
    else requests.push(request);
  }
  if (problems.length > 0) throw new InputError(problems);
  if (requests.length === 0)
    throw new InputError([`${file}: must hold at least one labelled request, found none`]);
  return requests;
}

// The request, or what is wrong with the line.
function readLine(line: string): LabelledRequest | string {
  const value = parseJson(line);
  if (!isObject(value)) return "must be a JSON object {candidate, jobs, labels}";
  const { candidate, jobs, labels } = value;
  if (!isObject(candidate)) return "candidate must be an object";
  if (!Array.isArray(jobs) || jobs.length === 0) return "jobs must be a list of at least one job";
  const ids = jobs.map((job: unknown) => (isObject(job) ? job.id : undefined));
  if (!ids.every((id) => typeof id === "string")) return "each job must have an id";
  if (!isObject(labels)) return "labels must be an object that holds true or false for each job's id";
  const unlabelled = ids.find((id) => typeof labels[id] !== "boolean");
  if (unlabelled !== undefined) return `labels must hold true or false for job "${unlabelled}"`;
  return {
    body: JSON.stringify({ candidate, jobs }),
    labels: new Map(ids.map((id) => [id, labels[id] === true])),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
