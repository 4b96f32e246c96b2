import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aimed } from "../../scripts/messages/next-command.mjs";
import { ownFolder } from "../support/own-folder.ts";
import { runCommandFile } from "../support/run-command.ts";
import { runScript } from "../support/run-script.ts";

const NOBODY = { instance: "nobody", engine: null };
const MISSING = "there is no instance nobody of lab here; `npm start -- --instance nobody` makes one";

describe("a next command, copied from a message,", () => {
  for (const said of [
    "npm run status",
    "npm run deploy-v2 -- 25",
    "npm run heal",
    "npm run state -- list",
    "npm run state -- restore latest",
    "npm run drill -- v2 --off",
    "npm run sync -- unfreeze --from v2",
    "npm run snapshot -- restore x",
    "npm run pulumi -- preview",
  ])
    it(`is understood, and means the instance that it names: ${said}`, async (t) => {
      ownFolder(t, "SSM_STATE_DIR");
      const [, , name, , ...args] = aimed(said, NOBODY).split(" ");
      const { code, error } = await runCommandFile(t, `${name}.ts`, args);
      assert.deepEqual([code, error], [1, `${name}: ${MISSING} [SSM-NO-INSTANCE]\n`]);
    });
});

describe("what a command of another instance says", () => {
  const own = { SSM_STATE_DIR: "/nowhere" };

  it("names next commands for that instance, whether an option or the environment chose it", async () => {
    const said = `status: ${MISSING} [SSM-NO-INSTANCE]\n`;
    assert.equal((await runScript("status.ts", ["--instance", "nobody"], own)).error, said);
    assert.equal((await runScript("status.ts", [], { ...own, SSM_INSTANCE: "nobody" })).error, said);
  });

  it("does so in French", async () => {
    const french = { ...own, LC_ALL: "fr_FR.UTF-8" };
    assert.equal(
      (await runScript("status.ts", ["--instance", "nobody"], french)).error,
      "status: il n'y a pas d'instance nobody de lab ici ; `npm start -- --instance nobody` en crée une [SSM-NO-INSTANCE]\n",
    );
  });

  it("does so to programs", async () => {
    const { out } = await runScript("status.ts", ["--instance", "nobody", "--json"], own);
    assert.equal(JSON.parse(out).error.message, MISSING);
  });

  it("does so where the packages are missing: the kill switch", async () => {
    const { out, error } = await runScript("kill-switch.mjs", ["off", "--instance", "nobody", "--json"], own);
    const message =
      'lifting the kill switch needs a reason: npm run kill-switch -- --instance nobody off --reason "V2 is healthy again"';
    assert.equal(JSON.parse(out).error.message, message);
    assert.equal(error, `kill-switch: ${message} [SSM-KILL-USE]\n`);
  });
});
