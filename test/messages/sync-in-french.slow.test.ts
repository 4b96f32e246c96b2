import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fakeEngine, partOf } from "../support/fake-engine.ts";
import { ownFolder } from "../support/own-folder.ts";
import { runScript } from "../support/run-script.ts";

const LETTER = {
  side: "v1",
  key: "offer:1",
  problems: [{ field: "titre", value: "5", rule: "must be text of 1 to 200 characters" }],
  at: 5,
  isStray: false,
};

/** What `npm run sync` says in French of a data-sync that answers this with an exit code. */
async function said(t: TestContext, answers: readonly object[], code: number, ...args: string[]) {
  const state = ownFolder(t, "SSM_STATE_DIR");
  mkdirSync(join(state, "lab", "lab"), { recursive: true });
  const instance = JSON.stringify({ place: "lab", instance: "lab", slot: 0 });
  writeFileSync(join(state, "lab", "lab", "instance.json"), instance);
  const output = answers.map((answer) => `${JSON.stringify(answer)}\n`).join("");
  const { socket } = await fakeEngine(t, {
    containers: [partOf("data-sync")],
    run: () => ({ code, output }),
  });
  const env = { SSM_STATE_DIR: state, SSM_DOCKER_HOST: `unix://${socket}`, LC_ALL: "fr_FR.UTF-8" };
  return runScript("sync.ts", args, env);
}

describe("an operator whose locale is French reads of data-sync in French", () => {
  it("what cannot be carried, and why", async (t) => {
    assert.deepEqual(await said(t, [LETTER, { dropped: 0 }], 0, "dead-letters", "show", "offer:1"), {
      code: 0,
      out: "v1 offer:1 : titre doit être un texte de 1 à 200 caractères, reçu 5\n",
      error: "",
    });
  });

  it("what lost against what, at length and in short", async (t) => {
    const conflict = {
      side: "v1",
      key: "offer:1",
      field: null,
      lost: "{}",
      kept: null,
      why: "deleted here, changed there meanwhile",
      at: 0,
      characters: { lost: 2, kept: 0 },
    };
    const answers = [conflict, { older: [] }];
    const head = "1970-01-01T00:00:00.000Z v1 offer:1 le document : ";
    assert.equal(
      (await said(t, answers, 0, "conflicts", "show", "offer:1")).out,
      `${head}effacé ici, changé là entre-temps\n  perdu : {}\n  gardé : rien\n`,
    );
    assert.equal((await said(t, answers, 0, "conflicts")).out, `${head}{} a perdu contre rien\n`);
  });

  it("how the stores differ, with the same exit code", async (t) => {
    const differs = { side: "v1", key: "offer:2", is: "missing in v2", fields: [], repair: "retry" };
    const { code, out } = await said(t, [differs, { compared: 3, equal: 2, different: 1 }], 2, "verify");
    assert.equal(code, 2);
    assert.equal(
      out,
      "v1 offer:2 : manque dans v2 ; sera regardé de nouveau\ndocuments comparés : 3, dont 2 en égalité et 1 non\n",
    );
  });

  it("what is refused, which programs read in English", async (t) => {
    const refusal = [
      {
        refused: "noDirection",
        about: "store-v1 came up without its history: it is empty, or another store",
      },
    ];
    const { code, error } = await said(t, refusal, 1, "unfreeze", "--yes");
    assert.equal(code, 1);
    assert.equal(
      error,
      "sync: store-v1 est revenu sans son histoire : il est vide, ou c'en est un autre : dites quelles données sont les bonnes avec --from v1 ou --from v2 ; rien n'a été modifié [SSM-SYNC-DIRECTION]\n",
    );
    const { out } = await said(t, refusal, 1, "unfreeze", "--yes", "--json");
    const { id, exitCode, message } = JSON.parse(out).error;
    assert.deepEqual([id, exitCode], ["SSM-SYNC-DIRECTION", 1]);
    assert.match(message, /^store-v1 came up without its history: .*; nothing was changed$/);
  });

  it("one object where a program asks", async (t) => {
    const { out, error } = await said(t, [LETTER, { dropped: 2 }], 0, "dead-letters", "--json");
    assert.deepEqual([JSON.parse(out), error], [{ dropped: 2, letters: [LETTER] }, ""]);
  });
});
