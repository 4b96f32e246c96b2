import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { filesBelow, ROOT } from "../support/sources.ts";

/** Every YAML file that an operator writes, from the root of the project. */
const files = filesBelow().filter((path) => /^stacks\/.*\.ya?ml$/.test(path));

/** What a schema says to the editor of the YAML language server alone. */
const FOR_EDITORS = ["patternErrorMessage"];

const settings: { "yaml.schemas": Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(ROOT, ".vscode/settings.json"), "utf8"),
);

describe("every file in stacks/", () => {
  for (const file of files) {
    const text = readFileSync(join(ROOT, file), "utf8");

    it(`names a schema in its first line, which editors without settings read, and fits it: ${file}`, () => {
      const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1];
      assert.ok(named !== undefined, `${file} must begin with # yaml-language-server: $schema=…`);
      const schema = resolve(ROOT, dirname(file), named);
      assert.ok(existsSync(schema), `${file} names ${named}, which is not there`);
      const fits = new Ajv({ allErrors: true, keywords: FOR_EDITORS }).compile(
        JSON.parse(readFileSync(schema, "utf8")),
      );
      assert.ok(fits(parse(text)), JSON.stringify(fits.errors));
      assert.equal(fits({ ...parse(text), surprise: 1 }), false);
    });

    it(`has the same schema in VS Code: ${file}`, () => {
      const inVsCode = Object.entries(settings["yaml.schemas"]).flatMap(([schema, glob]) =>
        globSync(glob, { cwd: ROOT }).includes(file) ? [resolve(ROOT, schema)] : [],
      );
      const named = /\$schema=(\S+)/.exec(text)?.[1] ?? "";
      assert.deepEqual(inVsCode, [resolve(ROOT, dirname(file), named)]);
    });
  }

  it("is one of them: there are stages, places, the platform and the images", () => {
    assert.ok(files.length >= 11, files.join(", "));
  });
});
