import assert from "node:assert/strict";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { findFaults, findTestFiles } from "../../scripts/testing/find-files.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";

describe("the test files", () => {
  const named = (files: readonly string[]) => files.map((file) => relative(projectDir, file));

  it("are sorted by what they need, none twice", () => {
    const { unit, slow, live, journeys } = findTestFiles();
    assert.ok(named(unit).includes("test/testing/find-files.test.ts"));
    assert.ok(slow.length > 0 && slow.every((file) => file.endsWith(".slow.test.ts")));
    assert.ok(named(live).every((file) => file.startsWith("test/live/")));
    assert.ok(named(journeys).every((file) => /^test\/journeys\/\d\d-[a-z0-9-]+\.journey\.ts$/.test(file)));
    const all = [...unit, ...slow, ...live, ...journeys];
    assert.equal(new Set(all).size, all.length);
  });

  it("the stories begin on an empty machine and end on one", () => {
    const { journeys } = findTestFiles();
    assert.match(journeys[0] ?? "", /00-port-taken/);
    assert.match(journeys.at(-1) ?? "", /-down\.journey\.ts$/);
  });

  it("of npm run faults are no part of npm test, and can be chosen too", () => {
    assert.ok(findFaults().length >= 6);
    assert.ok(named(findFaults()).every((file) => /^test\/faults\/\d\d-[a-z0-9-]+\.fault\.ts$/.test(file)));
    assert.deepEqual(named(findFaults("disk")), ["test/faults/30-disk-full.fault.ts"]);
    assert.deepEqual(Object.values(findTestFiles("test/faults")).flat(), []);
  });

  it("can be chosen by a part of their path", () => {
    assert.deepEqual(named(Object.values(findTestFiles("testing/find")).flat()), [
      "test/testing/find-files.test.ts",
    ]);
  });
});
