import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { en } from "../../../scripts/messages/en.ts";
import type { CheckedPlace, StateNote } from "../../../scripts/pr-check/place.ts";
import { report } from "../../../scripts/pr-check/report.ts";

const STATE: StateNote = {
  file: "stacks/production.state.json",
  from: "base",
  stage: "010-percent",
  changedAt: "2026-01-01",
};
const TO_25: CheckedPlace = {
  place: "production",
  from: { name: "010-percent", v2: 10 },
  to: { name: "025-percent", v2: 25 },
  gate: [],
  step: [],
  previewed: "025-percent",
  state: STATE,
  preview: {
    changes: [{ does: "update", name: "gateway-config", because: ["files"], goal: "a" }],
    unchanged: 33,
    violations: [],
    failure: null,
  },
  due: null,
};

/** The lines of the summary, and the text of the preview. */
function told(change: Partial<CheckedPlace>) {
  const [summary, preview] = report(
    {
      base: "b".repeat(40),
      head: "a".repeat(40),
      files: [],
      settings: [],
      mistakes: [],
      rules: { count: 28, added: [], removed: [] },
      baseFailure: null,
      texts: [],
      places: [{ ...TO_25, ...change }],
    },
    en.prReport,
  );
  return { summary: (summary?.text ?? "").split("\n"), preview: (preview?.text ?? "").split("\n") };
}

describe("the report of a preview, about the state that it is against", () => {
  it("tells of which stage it is, from when, and who brought it", () => {
    const says = (change: Partial<CheckedPlace>) => told(change).preview[0];
    assert.equal(
      says({}),
      "  against stacks/production.state.json of the base, without secret values: the platform at 010-percent, last changed 2026-01-01",
    );
    const brought: StateNote = { ...STATE, from: "this change", stage: null };
    assert.equal(
      says({ state: brought }),
      "  against stacks/production.state.json, which THIS CHANGE ITSELF brings: do not rely on it, without secret values: the platform at no stage yet, last changed 2026-01-01",
    );
  });

  it("says that there is none, and what it does not show", () => {
    const { summary, preview } = told({ state: null, previewed: "000-baseline" });
    assert.ok(summary.includes("  resources of production: not compared, no state was exported"));
    assert.ok(
      summary.includes(
        "  the rules were judged at 000-baseline only, because no state was exported; npm test judges every stage",
      ),
    );
    assert.equal(
      preview[0],
      "  against an EMPTY platform at 000-baseline, because no state was exported: it shows whether the rules pass, not what changes",
    );
  });

  it("says what the base changes too, because the state is older, and does not count it", () => {
    const changes = [
      { does: "replace", name: "v1-container", because: ["image a -> b"], goal: "a" },
    ] as const;
    const { summary, preview } = told({ due: { changes, unknown: null } });
    assert.deepEqual(
      summary.filter((line) => /resources|differ|WARNING/.test(line)),
      [
        "  resources of production: 0 create, 1 update, 0 replace, 0 delete, 33 unchanged",
        "  1 more differ in the base already: the state is older; npm run pr-check -- --place production --save-state - renews it",
      ],
    );
    assert.ok(
      preview.includes(
        "  not by this change, the base does it too, for the state is older: replace v1-container",
      ),
    );
  });

  it("says which rules the base breaks in the very same way, apart from those of the change", () => {
    const old = {
      rule: "verify-images",
      resource: "v1-container",
      message: "not seen",
      inBase: true,
    } as const;
    const own = { rule: "pin-images", resource: "v2-container", message: "no digest" };
    const said = told({ preview: { ...TO_25.preview, violations: [old, own] } });
    assert.deepEqual(said.summary.slice(0, 2), [
      "- REFUSED by the policy pack: pin-images, see below",
      "- REFUSED by the policy pack, as the base is already and not by this change: verify-images, see below",
    ]);
    assert.ok(said.preview.includes("- rule pin-images, v2-container: no digest"));
    assert.ok(said.preview.includes("  in the base too: rule verify-images, v1-container: not seen"));
  });

  it("warns when that is not known, with the reason", () => {
    const { summary, preview } = told({ due: { changes: [], unknown: "no such stage" } });
    assert.ok(
      summary.includes(
        "! WARNING: some of them may not come from this change, see the preview of production",
      ),
    );
    assert.ok(
      preview.includes("! what the state is behind the base is not told apart from it: no such stage"),
    );
  });
});
