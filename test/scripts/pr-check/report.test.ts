import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { en } from "../../../scripts/messages/en.ts";
import type { CheckResult } from "../../../scripts/pr-check/check.ts";
import { exitCodeOf } from "../../../scripts/pr-check/check.ts";
import type { CheckedPlace } from "../../../scripts/pr-check/place.ts";
import { report } from "../../../scripts/pr-check/report.ts";

const STEP = {
  where: "gateway/nginx.conf",
  at: ["production from 010-percent to 025-percent"],
  before: "10% v2;\n",
  after: "25% v2;\n",
  patch: "@@ -1 +1 @@\n-10% v2;\n+25% v2;",
};
const SAID = { changes: [], unchanged: 37, violations: [], failure: null };
const STATE = {
  file: "stacks/production.state.json",
  from: "base",
  stage: "010-percent",
  changedAt: "2026-01-01",
} as const;
const TO_25: CheckedPlace = {
  place: "production",
  from: { name: "010-percent", v2: 10 },
  to: { name: "025-percent", v2: 25 },
  gate: ["hold 24h", "errorRate max 1% over 10m"],
  step: [STEP],
  previewed: "025-percent",
  state: STATE,
  preview: {
    ...SAID,
    unchanged: 33,
    changes: [{ does: "update", name: "gateway-config", because: ["files"], goal: "a" }],
  },
  due: null,
};
const RESULT: CheckResult = {
  base: "b".repeat(40),
  head: "a".repeat(40),
  files: ["stacks/Pulumi.production.yaml"],
  settings: [],
  mistakes: [],
  rules: { count: 28, added: [], removed: [] },
  baseFailure: null,
  texts: [],
  places: [TO_25],
};
const STAYING = { ...TO_25, to: TO_25.from, gate: [], step: [], previewed: "010-percent", preview: SAID };

function summaryOf(change: Partial<CheckResult>): string[] {
  return (report({ ...RESULT, ...change }, en.prReport)[0]?.text ?? "").split("\n");
}

describe("the report of a pull request that changes 10 to 25 %", () => {
  const parts = report(
    {
      ...RESULT,
      settings: [
        {
          file: "stacks/Pulumi.production.yaml",
          path: "config.supersmartmatch:stage",
          before: "010-percent",
          after: "025-percent",
          meaning: "the stage that up leads to",
          looser: false,
        },
      ],
    },
    en.prReport,
  );

  it("begins with what it does to users, what must be true before, and what it touches", () => {
    assert.deepEqual(parts[0], {
      title: "Summary",
      open: true,
      text: [
        "+ the input is right, and all 28 rules of the policy pack pass",
        "! production goes from 010-percent to 025-percent: V2 gets 25 % of the traffic, was 10 %",
        "  what 010-percent asks before it is left, as written: hold 24h; errorRate max 1% over 10m",
        "  what the step changes: gateway/nginx.conf, see below",
        "  values in YAML files: 1 changed, see below",
        "  what a stage generates: nothing changes",
        "  resources of production: 0 create, 1 update, 0 replace, 0 delete, 33 unchanged",
        "  compared: the tree on commit aaaaaaaaaaaa with commit bbbbbbbbbbbb",
      ].join("\n"),
    });
  });

  it("shows the values, the resources, the line of nginx and the files", () => {
    assert.deepEqual(
      parts.slice(1).map(({ title, open, text }) => [title, open, text]),
      [
        [
          "Values that change: 1",
          true,
          [
            "@@ stacks/Pulumi.production.yaml @@",
            "- config.supersmartmatch:stage: 010-percent",
            "+ config.supersmartmatch:stage: 025-percent",
            "  (the stage that up leads to)",
          ].join("\n"),
        ],
        [
          "pulumi preview of production at 025-percent: 0 create, 1 update, 0 replace, 0 delete",
          false,
          [
            "  against stacks/production.state.json of the base, without secret values: the platform at 010-percent, last changed 2026-01-01",
            "! update gateway-config (files)",
            "  33 unchanged",
          ].join("\n"),
        ],
        ["gateway/nginx.conf, production from 010-percent to 025-percent: +1 -1", false, STEP.patch],
        ["Files that change: 1", false, "stacks/Pulumi.production.yaml"],
      ],
    );
  });

  it("is a success", () => {
    assert.equal(exitCodeOf(RESULT), 0);
  });
});

describe("the report of a change that needs a closer look", () => {
  it("warns of a replaced and of a lost resource, at the top and opened", () => {
    const changes = [
      { does: "replace", name: "v2-container", because: ["image a -> b"], goal: "a" },
      { does: "delete", name: "data-network", because: [], goal: "" },
    ] as const;
    const parts = report({ ...RESULT, places: [{ ...STAYING, preview: { ...SAID, changes } }] }, en.prReport);
    const lines = parts[0]?.text.split("\n") ?? [];
    assert.deepEqual(
      lines.filter((line) => line.startsWith("!")),
      [
        "! WARNING: production replaces, and a container stops for that: v2-container",
        "! WARNING: production loses: data-network",
      ],
    );
    assert.equal(parts[1]?.open, true);
    assert.match(parts[1]?.text ?? "", /^- WARNING: REPLACE v2-container \(image a -> b\)$/m);
    assert.match(parts[1]?.text ?? "", /^- delete data-network$/m);
  });

  it("warns of looser values", () => {
    const change = {
      file: "stacks/stages/025-percent.yaml",
      path: "hold",
      before: "48h",
      after: "24h",
      meaning: "",
      looser: true,
    };
    const parts = report({ ...RESULT, places: [STAYING], settings: [change] }, en.prReport);
    assert.match(
      parts[0]?.text ?? "",
      /^! WARNING: looser: hold 48h -> 24h in stacks\/stages\/025-percent\.yaml$/m,
    );
    assert.match(
      parts[1]?.text ?? "",
      /^! looser than before: it holds, judges or brings back V2 less strictly$/m,
    );
  });

  it("warns when the change touches what judges it", () => {
    const files = [
      ".github/workflows/ci.yml",
      "package.json",
      "policies/rule.ts",
      "scripts/pr-check/git.ts",
      "stacks/lab.state.json",
    ];
    const rules = { count: 27, added: ["new-rule"], removed: ["require-tls-1.3"] };
    assert.deepEqual(
      summaryOf({ places: [STAYING], files, rules }).filter((line) => /WARNING|rules:/.test(line)),
      [
        "! WARNING: rules are gone: require-tls-1.3",
        "  new rules: new-rule",
        "! WARNING: policies/: the rules that judged this change are part of it",
        "! WARNING: .github/: workflows change",
        "! WARNING: scripts/pr-check: this report's own code is part of the change",
        "! WARNING: packages change: compare package-lock.json with what is meant",
        "! WARNING: an exported state is part of the change",
      ],
    );
  });

  it("says when the base cannot be rendered", () => {
    assert.ok(
      summaryOf({ baseFailure: "no such file" }).includes(
        "! the base cannot be rendered, so files are not compared: no such file",
      ),
    );
  });
});

describe("the report of a change that is refused", () => {
  it("by a rule: names it, opens the preview, and ends with 2", () => {
    const violations = [{ rule: "require-tls-1.3", resource: "gateway-config", message: "nginx.conf:9: no" }];
    const result = { ...RESULT, places: [{ ...STAYING, preview: { ...SAID, violations } }] };
    const parts = report(result, en.prReport);
    assert.equal(parts[0]?.text.split("\n")[0], "- REFUSED by the policy pack: require-tls-1.3, see below");
    assert.equal(parts[1]?.open, true);
    assert.match(parts[1]?.text ?? "", /^- rule require-tls-1\.3, gateway-config: nginx\.conf:9: no$/m);
    assert.equal(exitCodeOf(result), 2);
  });

  it("by a mistake in a file: lists all of them and nothing else, and ends with 1", () => {
    const mistakes = ["stacks/stages/025-percent.yaml:6:1: holt is not a known key; did you mean hold?"];
    const result = { ...RESULT, mistakes, places: [] };
    const parts = report(result, en.prReport);
    assert.equal(
      parts[0]?.text.split("\n")[0],
      "- WRONG INPUT: there are mistakes in the YAML files, see below; nothing else was looked at",
    );
    assert.deepEqual(parts[1], { title: "Mistakes in the YAML files: 1", open: true, text: mistakes[0] });
    assert.equal(exitCodeOf(result), 1);
  });

  it("by a mistake in a file: does not say that no value changes, as nobody knows of a file that is not read", () => {
    const said = (mistakes: readonly string[]) =>
      report({ ...RESULT, settings: [], mistakes, places: [] }, en.prReport)[0]?.text ?? "";
    assert.ok(said([]).includes(en.prReport.noValues));
    assert.ok(!said(["stacks/platform.yaml:1:1: no"]).includes(en.prReport.noValues));
  });

  it("by the preview: in its own words, with its own exit code", () => {
    const failure = { text: "the platform is at 010-percent [SSM-STAGE-ORDER]", exitCode: 1 } as const;
    const result = { ...RESULT, places: [{ ...STAYING, preview: { ...SAID, failure } }] };
    const parts = report(result, en.prReport);
    assert.equal(
      parts[0]?.text.split("\n")[0],
      "- REFUSED: production: the platform is at 010-percent [SSM-STAGE-ORDER], see below",
    );
    assert.match(parts[1]?.text ?? "", /^- the platform is at 010-percent \[SSM-STAGE-ORDER\]$/m);
    assert.equal(exitCodeOf(result), 1);
  });

  it("by both: names what every place fails with before the rules, and never that all is right", () => {
    const failure = { text: "refused:\n  the stage is skipped\n  more [SSM-X]", exitCode: 1 } as const;
    const violations = [{ rule: "verify-images", resource: "v1-container", message: "not seen" }];
    const lab = { ...STAYING, place: "lab", preview: { ...SAID, violations } };
    const production = { ...TO_25, preview: { ...SAID, violations, failure } };
    assert.deepEqual(summaryOf({ places: [lab, production] }).slice(0, 3), [
      "- REFUSED: production: refused: the stage is skipped, see below",
      "- REFUSED by the policy pack: verify-images, see below",
      "  lab stays at 010-percent: V2 gets 10 % of the traffic",
    ]);
  });
});
