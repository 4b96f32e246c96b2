import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyOption } from "../../scripts/completion/definitions.mjs";
import { lookAtKnown } from "../../scripts/completion/known.ts";
import { takenByNpm } from "../../scripts/toolchain/npm-options.mjs";

const { commands } = lookAtKnown();

/** What is said of a run that npm 11 leaves these words and settings. */
function again(
  command: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
) {
  const definition = commands[command];
  assert.ok(definition);
  const said = Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]);
  return takenByNpm(command, everyOption(definition), definition.choices, {
    args,
    env: { ...env, npm_lifecycle_event: command, ...Object.fromEntries(said) },
  });
}

describe("what npm took for itself", () => {
  it("is named with all that was typed, also the options of a word and those of pulumi", () => {
    assert.deepEqual(again("sync", ["unfreeze", "v1"], { from: "true", allow_deletes: "true" }), {
      taken: "--from --allow-deletes",
      again: "npm run sync -- unfreeze --from v1 --allow-deletes",
    });
    assert.equal(again("pulumi", ["preview"], { diff: "true" })?.again, "npm run pulumi -- preview --diff");
    assert.equal(again("pulumi", [], { diff: "preview" })?.again, "npm run pulumi -- preview --diff");
    assert.equal(
      again("pulumi", ["preview"], { diff: "--show-secrets" })?.again,
      "npm run pulumi -- preview --show-secrets --diff",
    );
    assert.equal(
      again("render", ["25"], { diff: "10", place: "lab" })?.again,
      "npm run render -- --place lab --diff 10 25",
    );
  });

  it("has its value, where that can be told from the other words", () => {
    const said = (args: string[], settings: Record<string, string>) => again("sync", args, settings)?.again;
    assert.equal(
      said(["freeze", "two words"], { reason: "true" }),
      "npm run sync -- freeze --reason 'two words'",
    );
    assert.equal(said(["blue", "status"], { instance: "true" }), "npm run sync -- --instance blue status");
    assert.equal(said(["verify"], { sample: "true" }), "npm run sync -- verify --sample");
    assert.equal(
      said(["freeze", "blue", "x"], { instance: "true", reason: "true" }),
      "npm run sync -- --instance '<name>' freeze blue x --reason '<text>'",
    );
    assert.equal(
      said(["status"], { docker_host: "unix:///far" }),
      "npm run sync -- --docker-host unix:///far status",
    );
  });

  it("acts on the instance of this run", () => {
    const blue = { SSM_INSTANCE: "blue" };
    assert.equal(
      again("deploy-v2", ["25"], { dry_run: "true" }, blue)?.again,
      "npm run deploy-v2 -- --instance blue 25 --dry-run",
    );
    assert.equal(
      again("deploy-v2", ["25", "green"], { instance: "true" }, blue)?.again,
      "npm run deploy-v2 -- --instance green 25",
    );
  });

  it("is nothing in another script, nor what npm may know, nor a yes", () => {
    assert.equal(again("sync", ["status"], { registry: "x", yes: "true" }), null);
    const run = { args: [], env: { npm_lifecycle_event: "test", npm_config_dry_run: "true" } };
    assert.equal(takenByNpm("sync", [{ name: "--dry-run", value: null, many: false }], [], run), null);
  });
});
