import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { definitionOf, everyOption } from "../../scripts/completion/definitions.mjs";
import { lookAtKnown } from "../../scripts/completion/known.ts";
import { runCommandFile } from "../support/run-command.ts";
import { codeBelow } from "../support/sources.ts";

const files = codeBelow("scripts").flatMap(
  (path) => /^scripts\/([a-z0-9-]+\.(?:ts|mjs))$/.exec(path)?.[1] ?? [],
);

describe("the definitions that completion reads", () => {
  for (const file of files.filter((name) => name !== "run.mjs"))
    it(`are those that --help tells: ${file}`, async (t) => {
      const { out } = await runCommandFile(t, file, ["--help"]);
      const definition = lookAtKnown().commands[file.replace(/\.\w+$/, "")];
      const { choices, argument } = definition ?? {};
      const options = definition && everyOption(definition);
      const told = [...out.matchAll(/^ *(?:-\w, )?(--[\w-]+)/gm)].flatMap(([, name]) => name ?? []);
      const found = options?.map(({ name }) => name).sort() ?? [];
      const expected = told.filter((name) => name !== "--help").sort();
      // A command of several words tells the options of each word by that word's own --help.
      if (/^Commands:|^Usage: \S+ \[options\] \S*\|/m.test(out))
        assert.deepEqual(
          expected.filter((name) => !found.includes(name)),
          [],
        );
      else assert.deepEqual(found, expected);
      for (const word of choices ?? []) assert.ok(out.includes(word), word);
      if (argument) assert.match(out, new RegExp(`<${argument.name}>|^  ${argument.name} `, "m"));
    });

  it("hold names, values and words of each style", () => {
    const source = `
      new Command("x").description("does x")
        .argument("<stage>", "25 or \\"025-percent\\"")
        .option("--to <stage>", "down to")
        .option(
          "--only <names...>",
          \`measures only: \${NAMES.join(", ")}\`,
        )
        .option("--yes", "does not ask", false);
      const HELP = \`usage: npm run x -- on|off [--reason TEXT]

--reason TEXT     goes to the journal
  --check   writes nothing\`;`;
    assert.deepEqual(definitionOf(source), {
      description: "does x",
      options: [
        { name: "--to", value: "stage", many: false, description: "down to" },
        { name: "--only", value: "names", many: true, description: "measures only:" },
        { name: "--yes", value: null, many: false, description: "does not ask" },
        { name: "--reason", value: "text", many: false, description: "goes to the journal" },
        { name: "--check", value: null, many: false, description: "writes nothing" },
      ],
      argument: { name: "stage", value: "stage", many: false, description: '25 or "025-percent"' },
      choices: ["on", "off"],
      after: {},
    });
  });
});

it("a command below another one has what its own part of the source says", () => {
  const source = `
    new Command("x").description("does x").option("--place <place>", "where")
    x.command("pin [images...]").option("--yes", "does not ask", false)
    x
      .command("restore")
      .argument("<copy>", "which")`;
  const { argument, choices, options, after } = definitionOf(source);
  assert.deepEqual(
    [argument, choices, options.map(({ name }) => name)],
    [null, ["pin", "restore"], ["--place"]],
  );
  const yes = { name: "--yes", value: null, many: false, description: "does not ask" };
  assert.deepEqual(after, {
    pin: { value: "images", many: true, choices: [], options: [yes] },
    restore: { value: "copy", many: false, choices: [], options: [] },
  });
});

it("what follows a word is read off the lines about it", () => {
  const source = `
    .usage("[options] list|show <key>")
    .addHelpText("after", \`
  list [all|newest] [--from v1|v2]  names them
       [--reason <text>]            why
  show <key>                        one, --not-of-it\`)`;
  const option = (name: string, value: string) => ({ name, value, many: false, description: "" });
  const options = [option("--from", "v1|v2"), option("--reason", "text")];
  const definition = definitionOf(source);
  assert.deepEqual(definition.after, {
    list: { value: null, many: false, choices: ["all", "newest"], options },
    show: { value: "key", many: false, choices: [], options: [] },
  });
  assert.deepEqual(everyOption(definition), options);
});
