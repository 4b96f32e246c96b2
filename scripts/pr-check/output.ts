import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import type { CheckResult } from "./check.ts";
import { fitted, markdown, type Section } from "./sections.ts";
import type { TextChange } from "./text-changes.ts";
import { sideBySide } from "./texts.ts";

/** Refuses, before any work, a place where no folder can be because a file is there or above it: SSM-USAGE. */
export function refuseNoFolder(folder: string): void {
  let path = resolve(folder);
  while (!existsSync(path)) path = dirname(path);
  if (!statSync(path).isDirectory())
    throw new CommandError("SSM-USAGE", EXIT.wrongUse, text.prCheck.noFolder(folder, path));
}

/**
 * Writes into `folder`: `report.md` whole, `comment.json` cut to what one comment may hold, `result.json`, and below
 * `diff` every difference of a generated file, unified and side by side, with the stages that it stands for on top.
 */
export function writeOutput(folder: string, result: CheckResult, sections: readonly Section[]): void {
  const write = (name: string, content: string) => {
    const file = join(resolve(folder), name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${content}\n`);
  };
  write("report.md", markdown(sections));
  write("comment.json", JSON.stringify(fitted(sections), null, 2));
  write("result.json", JSON.stringify(result, null, 2));
  const steps = result.places.flatMap(({ step }) => step);
  for (const [index, change] of [...steps, ...result.texts].entries()) {
    const name = `diff/${String(index + 1).padStart(2, "0")}-${change.where.replaceAll("/", "-")}`;
    write(`${name}.diff`, headed(change, change.patch));
    write(`${name}.side-by-side.txt`, headed(change, sideBySide(change.before, change.after)));
  }
}

function headed({ where, at }: TextChange, content: string): string {
  return [`# ${where}`, ...at.map((stage) => `# ${stage}`), content].join("\n");
}
