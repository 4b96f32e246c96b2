/** writes the JSON Schemas that editors use from the definitions in infra/stage, or checks them */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { jsonSchemas } from "../infra/stage/json-schemas.ts";

const HELP = `Writes stacks/schemas/*.schema.json from the checks of infra/stage.
  --check   writes nothing; exit code 1 and the names of the files that are not current`;

const folder = join(import.meta.dirname, "../stacks/schemas");
const { values } = parseArgs({ options: { check: { type: "boolean" }, help: { type: "boolean" } } });
if (values.help) console.log(HELP);
else if (values.check) check();
else for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(folder, name), text);

function check(): void {
  const stale = Object.entries(jsonSchemas()).filter(([name, text]) => read(name) !== text);
  for (const [name] of stale)
    console.error(`stacks/schemas/${name} is not current; run node scripts/schemas.ts`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}

function read(name: string): string | null {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return null;
  }
}
