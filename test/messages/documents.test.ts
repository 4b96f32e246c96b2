import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judgeHistory } from "../../infra/services/data-sync/history.ts";
import { documentInFrench } from "../../scripts/messages/fr/documents.ts";
import { codeBelow, textOf } from "../support/sources.ts";

/** Of a list's length. */
const EITHER = /\$\{min === 0 \? "at most" : `\$\{min\} to`\}/g;

/** Every rule of the transformation as it stands in the sources, a 7 for each number that is computed. */
const RULES = [
  "infra/services/checks.ts",
  "infra/services/data-sync/redis/redis-store.ts",
  ...codeBelow("infra/services/data-sync/transform"),
].flatMap((path) =>
  [
    ...textOf(path)
      .replaceAll(EITHER, "at most")
      .matchAll(/(["'`])(must (?:(?!\1).)+)\1/g),
  ].map(([, , rule = ""]) =>
    rule.replaceAll(/\$\{limit\}/g, "at most 7 fields").replaceAll(/\$\{[^}]*\}/g, "7"),
  ),
);

describe("what data-sync keeps of documents in English", () => {
  it("is said in French, whatever rule it is", () => {
    assert.ok(RULES.length > 20, String(RULES.length));
    for (const rule of RULES)
      assert.doesNotMatch(
        documentInFrench(`titre ${rule}, got 5`),
        /\b(must|of|to|or|such|got)\b(?! ")/,
        rule,
      );
  });

  it("keeps the field, the bounds and the value", () => {
    for (const [english, french] of [
      [
        "titre must be text of 1 to 200 characters, got 5",
        "titre doit être un texte de 1 à 200 caractères, reçu 5",
      ],
      ["titre is required, got nothing", "titre est obligatoire, reçu rien"],
      [
        "the document must have at most 200 fields, got 201 fields",
        "le document doit avoir au plus 200 champs, reçu 201 champs",
      ],
      [
        "the key must have an id of 1 to 256 characters, all of them UTF-8, got offer:",
        "la clé doit avoir un identifiant de 1 à 256 caractères, tous en UTF-8, reçu offer:",
      ],
      [
        "store-v2 has no document from v2:99999 on (documents in all: 2)",
        "store-v2 n'a aucun document à partir de v2:99999 (documents en tout : 2)",
      ],
      [
        "the document must be a hash of at most 200 fields and 1,048,576 characters, got a string",
        "le document doit être un hash d'au plus 200 champs et 1,048,576 caractères, reçu une valeur du type string",
      ],
      [
        "the document must be a hash of at most 200 fields and 1,048,576 characters, got 4000000 bytes",
        "le document doit être un hash d'au plus 200 champs et 1,048,576 caractères, reçu 4000000 octets",
      ],
      [
        "competences[3] must be an object, got a list of 3",
        "competences[3] doit être un objet, reçu une liste de 3",
      ],
    ] as const)
      assert.equal(documentInFrench(english), french);
  });

  it("tells why a store froze, and leaves an operator's own words", () => {
    const reach = { epoch: "a", beat: 5, beatAt: 60_000 };
    const loss = { gap: null, horizon: 0 };
    for (const state of [{ epoch: null }, { epoch: "b" }, { beat: 1, beatAt: 0 }]) {
      const judged = judgeHistory("store-v1", { ...reach, loss, ...state }, reach);
      assert.ok(judged.is === "broken");
      assert.match(documentInFrench(judged.reason), /^store-v1 (est revenu|a une autre histoire)/);
    }
    assert.equal(documentInFrench("a look at the changed document"), "a look at the changed document");
  });
});
