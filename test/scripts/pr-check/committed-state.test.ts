import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { factsOf, nameOf, readState, stateFileOf } from "../../../scripts/pr-check/exported-state.ts";
import { portable } from "../../../scripts/pr-check/portable.ts";
import { withoutSecrets } from "../../../scripts/pr-check/without-secrets.ts";
import { PLACES, STAGES } from "../../support/plans.ts";
import { ROOT } from "../../support/sources.ts";

const COMMITTED = globSync("stacks/*.state.json", { cwd: ROOT });
const NAMES = readFileSync(join(ROOT, "test/expected/resource-names.docker.txt"), "utf8").trim().split("\n");
/** Keys, folders of people and machines, and addresses that are not the platform's own. */
const FOREIGN =
  /PRIVATE KEY|BEGIN CERTIFICATE|file:\/|\/(home|root|Users|var\/folders)\/|"macAddress": "[^"]/;

describe("the exported states that are committed", () => {
  it("belong to places that there are", () => {
    for (const file of COMMITTED) assert.ok(PLACES.map(stateFileOf).includes(file), file);
  });

  for (const file of COMMITTED) {
    const state = readState(join(ROOT, file));
    const renew = `make it anew with npm run pr-check -- --place PLACE --save-state -, or remove ${file}`;

    it(`hold no secret and nothing of one machine: ${file}`, () => {
      assert.deepEqual(portable(withoutSecrets(state)), state, renew);
      assert.doesNotMatch(readFileSync(join(ROOT, file), "utf8"), FOREIGN, renew);
    });

    it(`are of the resources that the program makes, at one of its stages: ${file}`, () => {
      const made = state.deployment.resources
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .map(({ urn, type }) => `${type} ${nameOf(urn)}`);
      assert.deepEqual(made.sort(), NAMES, renew);
      assert.ok(
        STAGES.some((stage) => stage === factsOf(state).stage),
        renew,
      );
    });
  }
});
