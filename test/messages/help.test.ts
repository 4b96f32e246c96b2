import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { definitionOf, everyOption } from "../../scripts/completion/definitions.mjs";
import { helpInFrench } from "../../scripts/messages/help.mjs";
import { runCommandFile } from "../support/run-command.ts";
import { codeBelow, textOf } from "../support/sources.ts";

const files = codeBelow("scripts").filter(
  (path) => /^scripts\/[a-z0-9-]+\.(ts|mjs)$/.test(path) && path !== "scripts/run.mjs",
);

/** What a source says after its options, or as a help text of its own: every cell of words, with a 7 for what is computed. */
function cellsOf(source: string): string[] {
  const after = /addHelpText\(\s*"after",((?:\s*\+?\s*(?:"[^"]*"|`[^`]*`))+)/.exec(source)?.[1] ?? "";
  const own = /const HELP = `([^`]*)`/.exec(source)?.[1] ?? "";
  const text = after.replaceAll(/"\s*\+\s*"|^\s*["`]|["`]\s*$/g, "") + own;
  const lines = text
    .replaceAll("\\n", "\n")
    .replaceAll(/\$\{[^}]*\}/g, "7")
    .split("\n");
  return lines.flatMap((line) => line.trim().split(/ {2,}/)).filter((cell) => / [a-z]+ [a-z]+ /.test(cell));
}

describe("--help in French", () => {
  for (const path of files)
    it(`has every sentence of ${path}`, () => {
      const definition = definitionOf(textOf(path));
      const { description, argument } = definition;
      const options = everyOption(definition);
      const told = [description, ...options.map((option) => option.description), argument?.description ?? ""];
      for (const english of [...told, ...cellsOf(textOf(path))])
        if (/[a-z] [a-z]/.test(english) && !COMMAND.test(english))
          assert.notEqual(helpInFrench(english), english, english);
    });

  it("is what a command answers, with the same names", async (t) => {
    const said = async (language: string) =>
      (await runCommandFile(t, "deploy-v2.ts", ["--help"], { LC_ALL: language })).out;
    const [french, english] = [await said("fr_FR.UTF-8"), await said("C")];
    const names = (text: string) => text.match(/--[a-z][a-z-]*|SSM_[A-Z]+|npm run [\w-]+/g);
    assert.deepEqual(names(french), names(english));
    assert.match(french, /^Usage : deploy-v2 \[options\] <stage>\n\nmène la plateforme à l'étape suivante/);
    assert.match(english, /^Usage: deploy-v2 \[options\] <stage>\n\nmoves the platform to the next stage/);
  });

  it("leaves the default of an option, and what somebody typed", () => {
    assert.equal(
      helpInFrench('goes to the journal (default: "by hand")'),
      'va dans le journal (par défaut : "by hand")',
    );
    assert.equal(
      helpInFrench("error: unknown option '--jsn'\n(Did you mean --json?)"),
      "erreur : option inconnue '--jsn'\n(vouliez-vous dire --json ?)",
    );
  });
});

/** Lines that are nothing but a command to type. */
const COMMAND = /^(example: |sudo |SSM_\w+=\S+ )?(npm|source|sudo)\b/;
