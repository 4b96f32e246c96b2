import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const lab = fileURLToPath(new URL("../../../scripts/lab/", import.meta.url));

/** `file -> import` of every import in the files of a pattern. */
function imports(pattern: string): string[] {
  return globSync(pattern, { cwd: lab }).flatMap((file) => {
    const text = readFileSync(join(lab, file), "utf8");
    return [...text.matchAll(/^(?:import|export) .*?from "([^"]+)"/gms)].map(
      ([, from]) => `${file} -> ${from}`,
    );
  });
}

test("no release reads the labelled set, its word list or its rule", () => {
  const apps = imports("apps/**/*.ts");
  assert.ok(apps.length > 40);
  assert.deepEqual(
    apps.filter((line) => line.includes("labelled")),
    [],
  );
});

test("the generator reads no scoring code", () => {
  const made = ["documents", "generate", "lexicon", "person", "places", "random", "rule", "vacancy"];
  const reached = made
    .flatMap((name) => imports(`labelled/${name}.ts`))
    .filter((line) => line.includes("/apps/"));
  assert.deepEqual(reached, ["labelled/documents.ts -> ../apps/shared/match-schema.ts"]);
});
