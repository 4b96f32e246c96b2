import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { definitionOf, everyOption } from "../../scripts/completion/definitions.mjs";
import { en } from "../../scripts/messages/en.ts";
import { fr } from "../../scripts/messages/fr.ts";
import { languages as killSwitch } from "../../scripts/messages/kill-switch.mjs";
import { aimed, COMMANDS, targetOf } from "../../scripts/messages/next-command.mjs";
import { codeBelow } from "../support/sources.ts";

const BLUE = { instance: "blue", engine: null };
const FAR = { instance: "blue", engine: "unix:///run/far.sock" };

/** What a command's source says that it takes. */
const options = new Map(
  codeBelow("scripts").flatMap((path) => {
    const name = /^scripts\/([a-z0-9-]+)\.(?:ts|mjs)$/.exec(path)?.[1];
    return name === undefined || name === "run"
      ? []
      : [[name, everyOption(definitionOf(readFileSync(path, "utf8")))] as const];
  }),
);
const takes = (command: string, option: string) =>
  options.get(command)?.some(({ name }) => name === option) === true;

describe("a command that a text names", () => {
  it("acts on the instance of this run, before its own words, however many are named", () => {
    const said = {
      "npm run status": "npm run status -- --instance blue",
      "look: npm run status, npm run heal":
        "look: npm run status -- --instance blue, npm run heal -- --instance blue",
      "npm run rollback-v1 -- --resume [SSM-DATA-PENDING]":
        "npm run rollback-v1 -- --instance blue --resume [SSM-DATA-PENDING]",
      "npm run sync -- verify --full names them": "npm run sync -- --instance blue verify --full names them",
      "npm start goes on": "npm start -- --instance blue goes on",
      "npm run deploy-v2 -- <the stage>": "npm run deploy-v2 -- --instance blue <the stage>",
    };
    for (const [text, expected] of Object.entries(said)) assert.equal(aimed(text, BLUE), expected);
  });

  it("is left alone where it names an instance in front", () => {
    assert.equal(aimed("SSM_INSTANCE=other npm start", BLUE), "SSM_INSTANCE=other npm start");
  });

  it("acts on its engine too, where it needs one", () => {
    assert.equal(
      aimed("npm run kill-switch -- off", FAR),
      "npm run kill-switch -- --instance blue --docker-host unix:///run/far.sock off",
    );
    assert.equal(
      aimed("npm run state -- restore latest", FAR),
      "npm run state -- --instance blue restore latest",
    );
    const engine = { ...FAR, instance: null };
    assert.equal(aimed("npm run state -- list", engine), "npm run state -- list");
    assert.equal(aimed("npm run heal", engine), "npm run heal -- --docker-host unix:///run/far.sock");
  });

  it("stays as it is for the default, where it names another instance itself, and where it knows none", () => {
    const plain = { instance: null, engine: null };
    assert.equal(aimed("npm run status", plain), "npm run status");
    for (const text of [
      "npm run down -- --instance NAME",
      "npm start -- --instance NAME",
      "npm run status -- --help",
      "npm run images -- pin nginx",
      "npm run pr-check -- --place lab",
      "docker logs blue-v1",
    ])
      assert.equal(aimed(text, FAR), text);
  });

  it("is not told twice", () => {
    for (const name of COMMANDS) {
      const once = aimed(`npm run ${name} -- x`, FAR);
      assert.equal(aimed(once, FAR), once);
    }
  });

  it("is any that takes an instance, and is told of the engine where it takes one", () => {
    const known = [...options.keys()].filter((name) => takes(name, "--instance"));
    assert.deepEqual([...COMMANDS].sort(), known.sort());
    for (const name of COMMANDS)
      assert.equal(
        aimed(`npm run ${name}`, FAR).includes("--docker-host"),
        takes(name, "--docker-host"),
        name,
      );
  });
});

describe("what a run was told", () => {
  const told = (env: Record<string, string>, ...args: string[]) => targetOf(env, args);

  it("is the instance of the option, else of the environment, unless that is the default", () => {
    assert.deepEqual(told({}, "25", "--instance", "blue"), BLUE);
    assert.deepEqual(told({ SSM_INSTANCE: "green" }, "--instance=blue", "--dry-run"), BLUE);
    assert.deepEqual(told({ SSM_INSTANCE: "blue" }, "--hold", "30s"), BLUE);
    const plain = { instance: null, engine: null };
    assert.deepEqual(told({}), plain);
    assert.deepEqual(told({ SSM_INSTANCE: "" }, "--instance", "lab"), plain);
  });

  it("is the default too where the shell would mean another one", () => {
    assert.equal(told({ SSM_INSTANCE: "blue" }, "--instance", "lab").instance, "lab");
  });

  it("is the engine of the option; the shell that names one goes on to name it", () => {
    assert.equal(told({}, "--docker-host", "unix:///run/far.sock").engine, "unix:///run/far.sock");
    assert.equal(told({ SSM_DOCKER_HOST: "unix:///run/far.sock" }).engine, null);
  });

  it("is nothing where an option has no value: the command refuses it", () => {
    assert.deepEqual(told({}, "--instance"), { instance: null, engine: null });
  });

  it("comes out as it went in, one word for the shell each", () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !text.startsWith("-") && !/[\0']/.test(text));
    fc.assert(
      fc.property(value, value, (instance, engine) => {
        fc.pre(instance !== "lab");
        const said = aimed("npm run heal", { instance, engine });
        const words = [...said.matchAll(/'([^']*)'|[^\s']+/g)].map(([plain, quoted]) => quoted ?? plain);
        assert.deepEqual(targetOf({}, words.slice(4)), { instance, engine });
      }),
    );
    assert.equal(
      aimed("npm run heal", { instance: "it's", engine: null }),
      String.raw`npm run heal -- --instance 'it'\''s'`,
    );
  });
});

/** Every text without values; those with values are said with `x`. */
function textsOf(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value === "function")
      return [String(value(...Array.from({ length: value.length }, () => SAMPLE)))];
    return typeof value === "object" && value !== null && !(value instanceof RegExp) ? textsOf(value) : [];
  });
}

const SAMPLE = { toString: () => "x", valueOf: () => 2, join: () => "x", length: 2 };

describe("the texts in every language", () => {
  it("name no command that could be copied without the instance of the run", () => {
    const texts = [en, fr, killSwitch.en, killSwitch.fr].flatMap(textsOf).map((text) => aimed(text, BLUE));
    const named = texts.flatMap((text) =>
      [...text.matchAll(/npm (?:run )?([a-z0-9-]+)( -- --(?:instance|help))?/g)].filter(([, name = ""]) =>
        COMMANDS.includes(name),
      ),
    );
    assert.ok(named.length > 100, String(named.length));
    for (const [found, , aim] of named) assert.notEqual(aim, undefined, found);
  });
});
