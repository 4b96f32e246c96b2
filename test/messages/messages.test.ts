import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { en } from "../../scripts/messages/en.ts";
import { counted } from "../../scripts/messages/fr/counted.ts";
import { fr } from "../../scripts/messages/fr.ts";
import { languageOf } from "../../scripts/messages/messages.ts";
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
function samplesFor({ length }: Function): unknown[] {
  return Array.from({ length }, (_, index) => SAMPLES[index]);
}

const SAMPLES = [sample("‹1›"), sample("‹2›"), sample("‹3›"), sample("‹4›")];

/** Stands for a text, a number and a list at once. */
function sample(mark: string): object {
  return { toString: () => mark, valueOf: () => 2, join: () => mark, length: 2 };
}

describe("the language", () => {
  it("is said by SSM_LANG, then by the locale, in the order of POSIX; what is not French is English", () => {
    assert.equal(languageOf({}), "en");
    assert.equal(languageOf({ LANG: "fr_FR.UTF-8" }), "fr");
    assert.equal(languageOf({ LANG: "fr_FR.UTF-8", LC_MESSAGES: "de_DE.UTF-8" }), "en");
    assert.equal(languageOf({ LC_MESSAGES: "de_DE", LC_ALL: "fr-CA" }), "fr");
    assert.equal(languageOf({ LC_ALL: "C", LANG: "fr_FR" }), "en");
    assert.equal(languageOf({ LC_ALL: "C", SSM_LANG: "fr" }), "fr");
    assert.equal(languageOf({ LC_ALL: "fr_FR", SSM_LANG: "en" }), "en");
    assert.equal(languageOf({ SSM_LANG: "", LC_ALL: "", LANG: "fr" }), "fr");
  });
});

describe("the French texts", () => {
  const english = new Map(textsOf(en));
  const french = textsOf(fr);

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
});
