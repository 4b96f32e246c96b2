import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../support/sources.ts";

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.string()).default({}),
});
const permissions = z.record(z.string(), z.string());
const job = z.looseObject({
  "runs-on": z.string(),
  "timeout-minutes": z.number(),
  permissions,
  environment: z.string().optional(),
  steps: z.array(step),
});
const workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions,
  jobs: z.record(z.string(), job),
});

/** A step, job and workflow, as far as tests look at them. */
export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;

/** A workflow file, read as GitHub does. */
export interface Workflow extends z.infer<typeof workflow> {
  readonly file: string;
  readonly text: string;
}

const FOLDER = join(ROOT, ".github/workflows");

/** Every workflow of the project; throws when one has no permissions or no time limit. */
export const WORKFLOWS: readonly Workflow[] = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return { file, text, ...workflow.parse(parse(text)) };
});

/** One workflow by its file name. */
export function workflowOf(file: string): Workflow {
  const found = WORKFLOWS.find((candidate) => candidate.file === file);
  if (found === undefined) throw new Error(`there is no .github/workflows/${file}`);
  return found;
}

/** Every step of a workflow. */
export function stepsOf({ jobs }: Pick<Workflow, "jobs">): Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
