import assert from "node:assert/strict";
import { test } from "node:test";
import { type ImageRecipe, imageReference, shortHash } from "../../../scripts/toolchain/images/recipe.ts";

const recipe: ImageRecipe = {
  name: "v1",
  dockerfile: "ARG BASE\nFROM $BASE\n",
  base: "ssm-lab/node:0123456789ab",
  files: [
    { path: "app/main.mjs", content: Buffer.from("1") },
    { path: "app/data.json", content: Buffer.from("2") },
  ],
};

test("equal recipes have the same reference, in whatever order their files come", () => {
  assert.match(imageReference(recipe), /^ssm-lab\/v1:[0-9a-f]{12}$/);
  assert.equal(imageReference({ ...recipe, files: recipe.files.toReversed() }), imageReference(recipe));
});

test("every part of a recipe changes its reference", () => {
  const [first, second] = recipe.files;
  assert.ok(first && second);
  const changed: ImageRecipe[] = [
    { ...recipe, dockerfile: `${recipe.dockerfile}USER 1\n` },
    { ...recipe, base: "ssm-lab/node:0123456789ac" },
    { ...recipe, files: [first] },
    { ...recipe, files: [{ ...first, path: "app/other.mjs" }, second] },
    { ...recipe, files: [{ ...first, content: Buffer.from("3") }, second] },
  ];
  const references = [recipe, ...changed].map(imageReference);
  assert.equal(new Set(references).size, references.length);
});

test("where one part ends and the next begins counts", () => {
  assert.notEqual(
    shortHash([Buffer.from("ab"), Buffer.from("c")]),
    shortHash([Buffer.from("a"), Buffer.from("bc")]),
  );
});
