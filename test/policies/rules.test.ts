import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { rulesFor } from "../../policies/rules.ts";
import { compliantLock, spoiledContainer } from "./containers/compliant.ts";
import { compliantText, judge, nginxRelease, spoiled, UNKNOWN_TEXT } from "./judge.ts";

const rules = rulesFor(compliantLock);
const FOLDERS = ["gateway", "containers", "stores"];

function violations(example: Parameters<typeof judge>[1]): string[] {
  return rules.flatMap((rule) => ("validateResource" in rule ? judge(rule, example) : []));
}

describe("the pack", () => {
  it("holds every rule file, each under the name of its file", () => {
    const folder = `${import.meta.dirname}/../../policies`;
    const files = FOLDERS.flatMap((name) => readdirSync(`${folder}/${name}`));
    const names = rules.map(({ name }) => `${name}.ts`);
    assert.deepEqual(names.toSorted(), files.toSorted());
  });

  it("holds mandatory rules only", () => {
    for (const { enforcementLevel } of rules) assert.equal(enforcementLevel, "mandatory");
  });

  it("accepts the compliant examples under every rule", () => {
    assert.deepEqual(violations(nginxRelease(compliantText)), []);
    assert.deepEqual(violations(spoiledContainer({})), []);
  });

  it("says once, not once per rule, that a text cannot be read", () => {
    assert.deepEqual(violations(nginxRelease(spoiled("events {", "events {{"))), [
      'nginx.conf:2: cannot read: unexpected "{"',
    ]);
    assert.equal(violations(nginxRelease(UNKNOWN_TEXT)).length, 1);
  });
});
