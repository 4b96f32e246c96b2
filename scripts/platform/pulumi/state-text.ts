import { z } from "zod";
import { text } from "../../messages/messages.ts";
import { PROJECT } from "../instance/project-name.ts";

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
export function readState(content: string, place: string): StateText {
  if (content.trim() === "") return { readable: false, problem: text.state.empty };
  const json = parse(content);
  if (json instanceof SyntaxError) return { readable: false, problem: text.state.noJson(json.message) };
  const { data, error } = stateSchema.safeParse(json);
  if (data === undefined) {
    const [issue] = error.issues;
    return { readable: false, problem: text.state.noState(issue?.path.join(".") ?? "", issue?.message) };
  }
  const { stack, latest } = data.checkpoint;
  const expected = `organization/${PROJECT}/${place}`;
  if (stack !== expected) return { readable: false, problem: text.state.stateOf(stack, expected) };
  const resources = latest?.resources ?? [];
  const stage = resources.find(({ urn }) => RECORD.test(urn))?.outputs?.stage;
  return { readable: true, stage: typeof stage === "string" ? stage : null, resources: resources.length };
}

/** `025-percent, 51 resources`, or why it is not readable. */
export function stateWords(state: StateText): string {
  if (!state.readable) return text.state.corrupt(state.problem);
  return text.state.readable(state.stage, state.resources);
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    return error;
  }
}
