import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { en } from "../../scripts/messages/en.ts";
import { languages as entry } from "../../scripts/messages/entry.mjs";
import { counted } from "../../scripts/messages/fr/counted.ts";
import { fr } from "../../scripts/messages/fr.ts";
import { languages as killSwitch } from "../../scripts/messages/kill-switch.mjs";
import { languageOf } from "../../scripts/messages/language.mjs";
import { gateway, killSwitch as killSwitchOf } from "../support/kill-switch.ts";
import { runScript } from "../support/run-script.ts";

/** Every text of a catalogue by its path; functions are called with samples. */
function textsOf(catalogue: object, path = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, String(value(...samplesFor(value)))]];
    return typeof value === "object" && value !== null && !(value instanceof RegExp)
      ? textsOf(value, here)
      : [];
  });
}

/** `‹1›`, `‹2›`, …: a text must say each of them; a number where numbers are counted, a list where lists are joined. */
function samplesFor({ length }: { readonly length: number }): unknown[] {
  return Array.from({ length }, (_, index) => SAMPLES[index]);
}

const SAMPLES = ["‹1›", "‹2›", "‹3›", "‹4›", "‹5›", "‹6›", "‹7›"].map(sample);

/** Stands for a text, a number and a list at once. */
function sample(mark: string): object {
  return { toString: () => mark, valueOf: () => 2, join: () => mark, length: 2 };
}

describe("the language", () => {
  it("is said by the locale, in the order of POSIX; what is not French is English", () => {
    const said = (env: Record<string, string>) => languageOf(env, []);
    assert.equal(said({}), "en");
    assert.equal(said({ LANG: "fr_FR.UTF-8" }), "fr");
    assert.equal(said({ LANG: "fr_FR.UTF-8", LC_MESSAGES: "de_DE.UTF-8" }), "en");
    assert.equal(said({ LC_MESSAGES: "de_DE", LC_ALL: "fr-CA" }), "fr");
    assert.equal(said({ LC_ALL: "", LANG: "fr" }), "fr");
    for (const plain of ["C", "C.UTF-8", "POSIX", "frr_DE", "fur_IT"])
      assert.equal(said({ LC_ALL: plain, LANG: "fr_FR" }), "en", plain);
  });

  it("is English where a program reads", () => {
    assert.equal(languageOf({ LANG: "fr_FR.UTF-8" }, ["status", "--json"]), "en");
  });
});

describe("the French texts", () => {
  const english = new Map(textsOf({ ...en, entry: entry.en, killSwitch: killSwitch.en }));
  const french = textsOf({ ...fr, entry: entry.fr, killSwitch: killSwitch.fr });

  it("are as many as the English ones", () => {
    assert.ok(english.size > 150, String(english.size));
    assert.deepEqual(french.map(([path]) => path).sort(), [...english.keys()].sort());
  });

  it("say what the English ones say: the same values, ids, commands, options and addresses", () => {
    const facts =
      /‹\d›|\[SSM-[A-Z-]+\]|npm run [\w-]+|npm start|npx?\b|--[a-z][a-z-]*|https?:\/\/|SSM_[A-Z_]+|stacks\/[\w.-]*|\b0[67]00\b/g;
    for (const [path, text] of french) {
      const wanted = [...new Set(english.get(path)?.match(facts) ?? [])].sort();
      assert.deepEqual([...new Set(text.match(facts) ?? [])].sort(), wanted, path);
    }
  });

  it("keep the French space before a colon, a semicolon and a question mark", () => {
    for (const [path, text] of french) {
      const prose = text.replace(/"[^"]*"\s*:|:\/\/|"(place|instance|slot)":|https?:\S+|\{.*\}/g, "");
      assert.doesNotMatch(prose, /[^\s\d][;?](\s|$)/, path);
      assert.doesNotMatch(prose, /[^\s\d]:(\s|$)/, path);
    }
  });

  it("are not left in English", () => {
    for (const [path, text] of french)
      assert.doesNotMatch(text, /\b(the|is|and|with|of it|no other)\b/, path);
  });

  it("count in French: nothing is singular", () => {
    assert.deepEqual(
      [counted(0, "élément"), counted(1, "ancienne image"), counted(2, "ancienne image"), counted(3, "mois")],
      ["0 élément", "1 ancienne image", "2 anciennes images", "3 mois"],
    );
  });
});

describe("a command", () => {
  it("refuses in the language of its user, with the same id and exit code", async () => {
    const said = async (env: Record<string, string>) => runScript("deploy-v2.ts", ["33"], env);
    const french = await said({ LANG: "fr_FR.UTF-8" });
    const english = await said({ LANG: "en_US.UTF-8" });
    assert.deepEqual([french.code, english.code], [1, 1]);
    assert.equal(
      french.error,
      "deploy-v2: l'étape \"33\" n'existe pas ; attendu : l'une de 0, 10, 25, 50, 75, 100, 130-sunset [SSM-NO-STAGE]\n",
    );
    assert.equal(
      english.error,
      'deploy-v2: there is no stage "33"; expected one of 0, 10, 25, 50, 75, 100, 130-sunset [SSM-NO-STAGE]\n',
    );
  });

  it("speaks French where the kill switch must be thrown, and English to programs", async () => {
    const said = (language: string, ...args: string[]) =>
      killSwitchOf({ socket: "/nowhere/docker.sock" }, ["on", ...args], { LC_ALL: language });
    const { code, error } = await said("fr_FR.UTF-8");
    assert.equal(code, 4);
    assert.match(
      error,
      /^kill-switch: le moteur Docker ne répond pas sur \/nowhere\/docker\.sock : .* \[SSM-ENGINE-SILENT\]\n$/,
    );
    const french = await said("fr_FR.UTF-8", "--json");
    assert.deepEqual(french, await said("C", "--json"));
    assert.match(JSON.parse(french.out).error.message, /^the Docker engine at/);
  });

  it("throws the switch in French as well as in English", async (t) => {
    const engine = await gateway(t);
    const said = async (...args: string[]) =>
      (await killSwitchOf(engine, args, { LC_ALL: "fr_FR.UTF-8" })).out;
    assert.equal(await said("status"), "coupe-circuit : levé, le partage de l'étape décide\n");
    assert.match(
      await said("on"),
      /^fait en \d+ ms\ncoupe-circuit : ACTIF, toutes les requêtes vont à V1\n$/,
    );
    assert.match(
      await said("off", "--dry-run", "--reason", "x"),
      /^retirerait .*kill-v2 dans la passerelle de lab\n/,
    );
    assert.equal(engine.flag.isThere, true);
  });

  it("asks in French, where o and oui are a yes", () => {
    for (const answer of ["o", "Oui", "y", "yes"]) assert.match(answer, fr.questions.yes);
    for (const answer of ["", "n", "non", "ou", "okay"]) assert.doesNotMatch(answer, fr.questions.yes);
    for (const answer of ["o", "oui", ""]) assert.doesNotMatch(answer, en.questions.yes);
  });
});
