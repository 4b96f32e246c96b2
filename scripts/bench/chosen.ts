import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { GROUPS } from "./groups.ts";

/** The cases that a run measures: those of a group, those that are named, or all. Throws SSM-BENCH for any other name. */
export function chosenCases(
  group: string | undefined,
  only: readonly string[] | undefined,
  all: readonly string[],
): readonly string[] {
  if (group !== undefined && only !== undefined) throw wrong(text.bench.twice);
  if (group !== undefined) return casesOf(group);
  const unknown = (only ?? []).filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw wrong(text.bench.unknownCases(all.join(", "), unknown.map(quoted).join(", ")));
  return only ?? all;
}

function casesOf(group: string): readonly string[] {
  const cases = Object.hasOwn(GROUPS, group) ? GROUPS[group] : undefined;
  if (cases !== undefined) return cases;
  const groups = Object.keys(GROUPS).join(", ");
  throw wrong(text.bench.unknownGroup(quoted(group), groups));
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

function wrong(message: string): CommandError {
  return new CommandError("SSM-BENCH", EXIT.wrongUse, message);
}
