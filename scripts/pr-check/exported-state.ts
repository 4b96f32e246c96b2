import { readFileSync } from "node:fs";
import { z } from "zod";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { codeOf, messageOf } from "../toolchain/message-of.ts";

const values = z.record(z.string(), z.json());
const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: values.optional(),
  outputs: values.optional(),
});
const exported = z.looseObject({
  version: z.number(),
  deployment: z.looseObject({
    manifest: z.looseObject({ time: z.string() }),
    resources: z.array(resource).default([]),
  }),
});

/** A state as `pulumi stack export` prints it. */
export type ExportedState = z.infer<typeof exported>;

/** What a preview needs to know of a state. */
export interface StateFacts {
  /** The stage that was reached, null when none was. */
  readonly stage: string | null;
  /** The image of the keeper: the base of every image that is built on the machine. */
  readonly base: string | null;
  /** When the state last changed. */
  readonly changedAt: string;
}

/** The file that holds a place's exported state for everybody, from the root of a tree. */
export function stateFileOf(place: string): string {
  return `stacks/${place}.state.json`;
}

/** Reads the text of an exported state; throws SSM-EXPORT naming the file when it is none. */
export function parseState(content: string, file: string): ExportedState {
  const parsed = exported.safeParse(jsonOf(content));
  if (parsed.success) return parsed.data;
  throw new CommandError("SSM-EXPORT", EXIT.wrongUse, text.prCheck.noExport(file));
}

/** Reads the file of an exported state; throws SSM-EXPORT when it is not there or is none. */
export function readState(file: string): ExportedState {
  try {
    return parseState(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError("SSM-EXPORT", EXIT.wrongUse, text.prCheck.unreadable(file, whyUnread(error)));
  }
}

/** Why a file cannot be read, in our words where they are ours. */
function whyUnread(error: unknown): string {
  const { notThere, isFolder, forbidden } = text.prCheck;
  const words = new Map<unknown, string>([
    ["ENOENT", notThere],
    ["EISDIR", isFolder],
    ["EACCES", forbidden],
  ]);
  return words.get(codeOf(error)) ?? messageOf(error);
}

/** The name of a resource, as the program says it: `v1-container`. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** Looks into a state for what a preview has to go on from. */
export function factsOf({ deployment }: ExportedState): StateFacts {
  const input = (name: string, key: string) => {
    const inputs = deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`))?.inputs ?? {};
    const value = inputs[key];
    return typeof value === "string" ? value : null;
  };
  return {
    stage: input("stage-record", "stage"),
    base: input("keeper-container", "image"),
    changedAt: deployment.manifest.time,
  };
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
