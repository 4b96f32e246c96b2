import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { candidates } from "../../scripts/completion/candidates.ts";
import { definitionOf } from "../../scripts/completion/definitions.mjs";
import { lookAtKnown } from "../../scripts/completion/known.ts";
import { stageNamed } from "../../scripts/platform/deploy/stage-named.ts";
import { readStacks } from "../../scripts/platform/instance/context.ts";

const real = lookAtKnown();
/** The real commands and stages, one command that only this test has, and two instances. */
const known = {
  commands: {
    ...real.commands,
    sample: definitionOf(
      `.option("--instance <name>", "a").option("--dry-run", "b").option("--diff <stages...>", "c")`,
    ),
  },
  values: { ...real.values, name: ["lab", "blue"] },
};
const words = (...typed: string[]) => candidates(typed, known).map(({ word }) => word);

describe("what fits at the cursor", () => {
  it("is a command first", () => {
    assert.deepEqual(words("d"), ["deploy-v2", "doctor", "down", "drill"]);
    assert.ok(words("").includes("kill-switch"));
    assert.ok(!words("").includes("run"));
    assert.deepEqual(words(), words(""));
  });

  it("is then what the command takes: stages that it accepts, an app, a word of its own", () => {
    const { stages } = readStacks();
    assert.equal(words("deploy-v2", "").length, stages.length);
    for (const word of words("deploy-v2", "")) assert.ok(stageNamed(stages, word));
    assert.deepEqual(words("drill", "v"), ["v1", "v2"]);
    assert.deepEqual(words("kill-switch", ""), ["on", "off", "status"]);
    assert.deepEqual(words("sync", ""), [
      "status",
      "freeze",
      "unfreeze",
      "dead-letters",
      "conflicts",
      "verify",
      "v1-sessions",
    ]);
    assert.deepEqual(words("state", ""), ["list", "restore"]);
    assert.deepEqual(words("images", ""), ["check", "pin", "build"]);
    assert.deepEqual(words("state", "list", "--i"), ["--instance"]);
    assert.deepEqual(words("completion", ""), ["bash", "zsh", "fish"]);
  });

  it("is then what the word of a command takes: words and options of its own", () => {
    const any = ["--instance", "--docker-host", "--json"];
    assert.deepEqual(words("sync", "dead-letters", ""), ["list", "show", "retry", "drop"]);
    assert.deepEqual(words("sync", "dead-letters", "-"), [...any, "--dry-run", "--yes"]);
    assert.deepEqual(words("sync", "dead-letters", "show", "offer:1", ""), [...any, "--dry-run", "--yes"]);
    assert.deepEqual(words("sync", "unfreeze", "--from", ""), ["v1", "v2"]);
    assert.deepEqual(words("sync", "unfreeze", "--a"), ["--allow-deletes"]);
    assert.deepEqual(words("sync", "verify", "--"), [
      ...any,
      "--sample",
      "--full",
      "--from",
      "--repair-plan",
    ]);
    assert.deepEqual(words("sync", "status", ""), any);
    assert.deepEqual(words("sync", "freeze", "--reason", ""), []);
  });

  it("is of the command below another one what it takes itself", () => {
    assert.deepEqual(words("images", "pin", "-"), ["--dry-run", "--yes", "--json"]);
    assert.deepEqual(words("images", "pin", "ng"), ["nginx"]);
    assert.deepEqual(words("images", "pin", "nginx", "n"), ["node", "nexten"]);
    assert.ok(words("images", "build", "-").includes("--base"));
    assert.ok(words("images", "build", "--dry-run", "").includes("--base"));
  });

  it("is described in whole words where some of it is computed", () => {
    const [data] = candidates(["bench", "d"], known);
    assert.deepEqual(data, { word: "data", description: "measures only what belongs together" });
  });

  it("is an option that was not given yet", () => {
    assert.deepEqual(words("sample", "--"), ["--instance", "--dry-run", "--diff"]);
    assert.deepEqual(words("sample", "--dry-run", "--d"), ["--diff"]);
    assert.deepEqual(words("sample", ""), words("sample", "--"));
    assert.ok(words("deploy-v2", "25", "").includes("--dry-run"));
  });

  it("is the value that an option awaits, also behind an equals sign, whole or taken apart", () => {
    assert.deepEqual(words("status", "--instance", ""), ["lab", "blue"]);
    assert.deepEqual(words("rollback-v1", "--to", "1"), ["10", "100"]);
    assert.deepEqual(words("render", "--place=l"), ["--place=lab"]);
    assert.deepEqual(words("render", "--place", "=", "l"), ["lab"]);
    assert.deepEqual(words("render", "--place", "="), ["lab", "production"]);
    assert.deepEqual(words("status", "--instance", "lab", "--j"), ["--json"]);
  });

  it("is one more value of an option that takes several, or the next option", () => {
    assert.deepEqual(words("render", "--diff", "10", "2"), ["25"]);
    assert.deepEqual(words("sample", "--diff", "10", "25", "--d"), ["--dry-run"]);
  });

  it("is nothing where anything may stand, and nothing for a command that is none", () => {
    assert.deepEqual(words("start", "--hold", ""), []);
    assert.deepEqual(words("nonsense", ""), []);
  });

  it("begins with what was typed, whatever that is", () => {
    const word = fc.oneof(fc.constantFrom("", "-", "--", "=", "--to=", "25", "--diff"), fc.string());
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(known.commands)),
        fc.array(word),
        word,
        (name, more, last) => {
          for (const found of words(name, ...more, last)) assert.ok(last === "=" || found.startsWith(last));
        },
      ),
    );
  });
});
