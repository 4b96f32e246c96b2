import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { jsonSchemas } from "../infra/stage/json-schemas.ts";
import { EXIT, type ExitCode, runCommand } from "./platform/command.ts";

const folder = join(import.meta.dirname, "../stacks/schemas");
const command = new Command("schemas")
  .description("writes the JSON Schemas that editors use from the checks in infra/stage")
  .option("--check", "writes nothing; names the files that are not current and ends with exit code 1", false);

await runCommand("schemas", async () => {
  command.exitOverride().parse();
  if (command.opts<{ check: boolean }>().check) return check();
  for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(folder, name), text);
  return EXIT.done;
});

function check(): ExitCode {
  const stale = Object.entries(jsonSchemas()).filter(([name, text]) => read(name) !== text);
  for (const [name] of stale) console.error(`stacks/schemas/${name} is not current; run: npm run schemas`);
  return stale.length === 0 ? EXIT.done : EXIT.wrongUse;
}

function read(name: string): string | null {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return null;
  }
}
