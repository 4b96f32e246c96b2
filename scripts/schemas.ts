import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "../infra/stage/json-schemas.ts";
import { text } from "./messages/messages.ts";
import { EXIT, type ExitCode, printAnswer, runCommand } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";

const folder = join(import.meta.dirname, "../stacks/schemas");
const command = new Command("schemas")
  .description("writes the JSON Schemas that editors use from the checks in infra/stage")
  .option("--check", "writes nothing; names the files that are not current and ends with exit code 1", false)
  .option("--json", "prints one JSON object", false);

await runCommand("schemas", async () => {
  command.exitOverride().parse();
  const { check, json } = command.opts<{ check: boolean; json: boolean }>();
  const stale = Object.entries(jsonSchemas()).filter(([name, text]) => read(name) !== text);
  const files = stale.map(([name]) => `stacks/schemas/${name}`);
  if (json) printAnswer(check ? { stale: files } : { written: files });
  if (check) return told(files);
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
  return EXIT.done;
});

function told(stale: readonly string[]): ExitCode {
  for (const file of stale) console.error(text.errors.staleSchema(file));
  return stale.length === 0 ? EXIT.done : EXIT.wrongUse;
}

function read(name: string): string | null {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return null;
  }
}
