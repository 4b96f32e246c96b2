import { z } from "zod";
import { PROJECT } from "./project-name.ts";

/** What the text of a Pulumi state holds, or why nobody can work with it. */
export type StateText =
  | {
      readonly readable: true;
      /** The stage that the state says is reached; null before the first. */
      readonly stage: string | null;
      readonly resources: number;
    }
  | { readonly readable: false; readonly problem: string };

const stateSchema = z.object({
  checkpoint: z.object({
    stack: z.string(),
    latest: z
      .object({
        resources: z
          .array(z.object({ urn: z.string(), outputs: z.record(z.string(), z.unknown()).optional() }))
          .optional(),
      })
      .nullish(),
  }),
});

const RECORD = /::stage-record$/;

/** Looks at a state's text without its secrets. Never throws: what is wrong stands in `problem`, as the end of a sentence about it. */
export function readState(text: string, place: string): StateText {
  if (text.trim() === "") return { readable: false, problem: "it is empty" };
  const json = parse(text);
  if (json instanceof SyntaxError) return { readable: false, problem: `it is no JSON: ${json.message}` };
  const { data, error } = stateSchema.safeParse(json);
  if (data === undefined) {
    const [issue] = error.issues;
    return {
      readable: false,
      problem: `it is no Pulumi state: ${issue?.path.join(".") || "the whole"}: ${issue?.message}`,
    };
  }
  const { stack, latest } = data.checkpoint;
  const expected = `organization/${PROJECT}/${place}`;
  if (stack !== expected)
    return { readable: false, problem: `it is the state of ${stack}, expected that of ${expected}` };
  const resources = latest?.resources ?? [];
  const stage = resources.find(({ urn }) => RECORD.test(urn))?.outputs?.stage;
  return { readable: true, stage: typeof stage === "string" ? stage : null, resources: resources.length };
}

/** `025-percent, 51 resources`, or why it is not readable. */
export function stateWords(state: StateText): string {
  if (!state.readable) return `CORRUPT: ${state.problem}`;
  return `${state.stage ?? "no stage"}, ${state.resources} resources`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
