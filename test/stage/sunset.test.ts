import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { stageDocument } from "../../infra/stage/documents/stage.ts";
import { parse } from "../../infra/stage/parse.ts";
import { problemLine } from "../../infra/stage/problem.ts";
import { STACKS } from "../support/plans.ts";

const TEXT = readFileSync(join(STACKS, "stages", "130-sunset.yaml"), "utf8");
const OWN = "sunset: { keepArchive: 365d }";

describe("the stage that removes V1's app", () => {
  const read = (written: string) =>
    parse("a.yaml", new TextEncoder().encode(TEXT.replace(OWN, written)), stageDocument);
  const said = (written: string) => read(written).problems.map(problemLine);

  it("says how many days its archive, which holds personal data, may be kept", () => {
    assert.ok(TEXT.includes(OWN));
    assert.deepEqual(read(OWN).value?.sunset, { keepArchive: 365 });
    assert.equal(read("").value?.sunset, null);
  });

  it("is refused without that, and where it is none", () => {
    const where = "a.yaml:5";
    assert.deepEqual(said("sunset: {}"), [
      `${where}:1: sunset.keepArchive is missing; write for example keepArchive: 365d`,
    ]);
    assert.deepEqual(said("sunset: true"), [`${where}:9: sunset must be a map with keepArchive, got true`]);
    assert.deepEqual(said("sunset: { keepArchive: ever }"), [
      `${where}:24: sunset.keepArchive must be a whole number of days, got "ever"; write for example 365d`,
    ]);
    assert.deepEqual(said("sunset: { keepArchive: 0d }"), [
      `${where}:24: sunset.keepArchive must be a whole number of days, got "0d"; write for example 365d`,
    ]);
  });
});
