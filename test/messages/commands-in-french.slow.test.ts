import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fakeEngine } from "../support/fake-engine.ts";
import { ownFolder } from "../support/own-folder.ts";
import { runScript } from "../support/run-script.ts";
import { stateText, writeCopy, writeState } from "../support/states.ts";

/** The state folder of an instance whose description is `content`, and French commands that act on it. */
async function lab(t: TestContext, content = JSON.stringify({ place: "lab", instance: "lab", slot: 0 })) {
  const state = ownFolder(t, "SSM_STATE_DIR");
  const dir = join(state, "lab", "lab");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "instance.json"), content);
  const { socket } = await fakeEngine(t);
  const env = { SSM_STATE_DIR: state, SSM_DOCKER_HOST: `unix://${socket}`, LC_ALL: "fr_FR.UTF-8" };
  const run = (file: string, ...args: string[]) => runScript(file, args, env);
  return { instance: { place: "lab", instance: "lab", slot: 0, dir }, run };
}

describe("an operator whose locale is French reads French", () => {
  it("of heal", async (t) => {
    const { instance, run } = await lab(t, "torn");
    const { code, error } = await run("heal.ts");
    assert.equal(code, 1);
    const start = `heal: ${instance.dir}/instance.json est endommagé, rien n'a été modifié ; récrivez-le : {`;
    assert.equal(error.slice(0, start.length), start);
  });

  it("of state", async (t) => {
    const { instance, run } = await lab(t);
    assert.equal(
      (await run("state.ts", "list")).out,
      "présent                   aucun encore\nil n'y a pas encore de copie : chaque modification en garde une\n",
    );
    writeState(instance, "");
    const name = writeCopy(instance, 9, stateText("025-percent"));
    assert.equal(
      (await run("state.ts", "list")).out,
      `présent                   CORROMPU : il est vide\n${name}  025-percent, 2 ressources, 1 ko\n`,
    );
    assert.equal(
      (await run("state.ts", "restore", "other")).error,
      "state: il n'y a pas de copie \"other\" de l'état de lab ; voyez : npm run state -- list [SSM-NO-COPY]\n",
    );
    const { present } = JSON.parse((await run("state.ts", "list", "--json")).out);
    assert.deepEqual(present, { readable: false, problem: "it is empty" });
  });

  it("of sync", async (t) => {
    const { run } = await lab(t);
    assert.deepEqual(await run("sync.ts", "freeze", "--reason", "x"), {
      code: 1,
      out: "",
      error:
        "sync: data-sync ne tourne pas, donc rien n'est transporté ; npm run heal le redémarre [SSM-NO-SYNC]\n",
    });
  });

  it("of snapshot", async (t) => {
    const { run } = await lab(t);
    const none = "il n'y a pas encore de copie des bases : npm run snapshot -- create";
    assert.deepEqual(await run("snapshot.ts", "list"), { code: 0, out: `${none}\n`, error: "" });
    assert.deepEqual(await run("snapshot.ts", "verify"), {
      code: 1,
      out: "",
      error: `snapshot: ${none} [SSM-NO-SNAPSHOT]\n`,
    });
  });

  it("of drill", async (t) => {
    const { run } = await lab(t);
    const said = async (...args: string[]) => {
      const { out, error } = await run("drill.ts", ...args);
      return out + error;
    };
    assert.equal(await said("v3"), `drill: attendu : l'un de v1, v2, nexten, reçu "v3" [SSM-DRILL]\n`);
    assert.equal(
      await said("v2", "--latency", "200"),
      `drill: --latency doit être une durée supérieure à 0, reçu "200" ; l'unité manque, vouliez-vous dire 200ms ? [SSM-DURATION]\n`,
    );
    assert.equal(await said("v2", "--off", "--dry-run"), "réglerait v2 : aucun exercice\n");
  });

  it("of images", async (t) => {
    const { run } = await lab(t);
    const { code, error } = await run("images.ts", "pin", "ngnix");
    assert.equal(code, 1);
    assert.match(
      error,
      /^images: une image de stacks\/images\.lock\.yaml doit être .* ou [\w-]+, reçu "ngnix" ; vouliez-vous dire nginx \? \[SSM-NO-IMAGE\]\n$/,
    );
    const { out } = await run("images.ts", "build", "--dry-run", "--base", "node:24");
    assert.match(
      out,
      /^construirait supersmartmatch\/prober:\S+ sur node:24, et ajouterait \d+,\d Mo : app\/main\.mjs/m,
    );
  });

  it("of pr-check, where it refuses", async (t) => {
    const { run } = await lab(t);
    assert.equal(
      (await run("pr-check.ts", "--base", "nowhere")).error,
      'pr-check: il n\'y a pas ici de commit "nowhere" dont vienne celui-ci ; rapatriez-le (git fetch origin nowhere), ou nommez-en un autre : --base HEAD~1 [SSM-NO-BASE]\n',
    );
  });
});
