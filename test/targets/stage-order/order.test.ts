import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { refusal, type StageInputs } from "../../../infra/targets/stage-order/order.ts";
import provider from "../../../infra/targets/stage-order/provider.ts";
import { UNKNOWN } from "../../support/unknown.ts";

const STAGES = [
  "000-baseline",
  "010-percent",
  "025-percent",
  "050-percent",
  "075-percent",
  "100-percent",
  "130-sunset",
];
const ALL = STAGES.join(" -> ");

describe("the order of stages", () => {
  it("allows the same stage, the next one and every one below", () => {
    for (const [index, from] of STAGES.entries())
      for (const to of STAGES.slice(0, index + 2)) assert.equal(refusal(from, to, STAGES), null);
  });

  it("refuses a skipped stage, and names the one that comes next", () => {
    assert.equal(
      refusal("010-percent", "050-percent", STAGES),
      "the platform is at 010-percent; the next stage is 025-percent, not 050-percent. Stages are never skipped",
    );
  });

  it("begins an empty platform at the first stage and at no other", () => {
    assert.equal(refusal(undefined, "000-baseline", STAGES), null);
    assert.equal(
      refusal(undefined, "010-percent", STAGES),
      "the platform is empty; the first stage is 000-baseline, not 010-percent. Stages are never skipped",
    );
  });

  it("refuses a stage that is not in the ladder", () => {
    assert.equal(
      refusal("010-percent", "020-percent", STAGES),
      `stage 020-percent is not in the ladder ${ALL}`,
    );
  });

  it("refuses to go on from a stage that is no longer in the ladder", () => {
    assert.equal(
      refusal("020-percent", "025-percent", STAGES),
      `the platform is at 020-percent, which is no longer in the ladder ${ALL}`,
    );
  });

  it("lets the platform go up by one at most and down by any number, whatever the ladder", () => {
    const ladders = fc.uniqueArray(fc.stringMatching(/^[0-9]{3}-[a-z]{1,5}$/), {
      minLength: 1,
      maxLength: 12,
    });
    const steps = ladders.chain((ladder) => {
      const index = fc.nat({ max: ladder.length - 1 });
      return fc.record({ ladder: fc.constant(ladder), from: index, to: index });
    });
    fc.assert(
      fc.property(steps, ({ ladder, from, to }) => {
        const isAllowed = refusal(ladder[from], ladder[to] ?? "", ladder) === null;
        assert.equal(isAllowed, to <= from + 1);
      }),
    );
  });
});

describe("the stage as a resource", () => {
  const inputs = (stage: string, sunset = false, clearance: unknown = null): StageInputs => ({
    role: "guard",
    stage,
    v2: 25,
    ladder: STAGES,
    sunset,
    instance: "lab",
    clearance,
  });

  it("refuses a skipped stage when it is checked, so that a preview says it", async () => {
    assert.deepEqual(await provider.check(inputs("010-percent"), inputs("050-percent")), {
      inputs: inputs("050-percent"),
      failures: [
        {
          property: "stage",
          reason:
            "the platform is at 010-percent; the next stage is 025-percent, not 050-percent. Stages are never skipped",
        },
      ],
    });
  });

  it("accepts the next stage, the way back, and the first stage of an empty platform", async () => {
    for (const [from, to] of [
      [inputs("010-percent"), inputs("025-percent")],
      [inputs("100-percent"), inputs("000-baseline")],
      [{}, inputs("000-baseline")],
    ] as const)
      assert.deepEqual(await provider.check(from, to), { inputs: to, failures: [] });
  });

  it("judges a stage that is not known yet when it is", async () => {
    const unknown = { ...inputs("010-percent"), stage: UNKNOWN };
    assert.deepEqual((await provider.check(inputs("100-percent"), unknown)).failures, []);
  });

  it("changes when the stage or its share does, and not for what the engine adds", async () => {
    const olds = inputs("010-percent");
    assert.deepEqual(await provider.diff("guard", olds, { ...olds, ...{ __provider: "x" } }), {
      changes: false,
    });
    for (const news of [inputs("025-percent"), { ...olds, v2: 30 }, { ...olds, ladder: [] }])
      assert.deepEqual(await provider.diff("guard", olds, news), { changes: true });
  });

  it("keeps what it was told", async () => {
    const news = inputs("025-percent");
    assert.deepEqual(await provider.create(news), { id: "guard", outs: news });
    assert.deepEqual(await provider.update("guard", inputs("010-percent"), news), { outs: news });
    assert.deepEqual(await provider.read("guard", news), { id: "guard", props: news });
    await provider.delete("guard", news);
  });

  it("lets the sunset be previewed, and refuses it at up while nothing clears it", async () => {
    const sunset = inputs("130-sunset", true);
    const refused = {
      message:
        "130-sunset removes V1's app for good, and nothing clears it; nothing was changed. What must be true is checked by: npm run deploy-v2 -- 130-sunset",
    };
    assert.deepEqual((await provider.check(inputs("100-percent"), sunset)).failures, []);
    await assert.rejects(provider.create(sunset), refused);
    await assert.rejects(provider.update("guard", inputs("100-percent"), sunset), refused);
  });

  it("passes the sunset that is cleared, and asks nobody twice", async () => {
    const until = new Date(Date.now() + 60_000).toISOString();
    const cleared = inputs("130-sunset", true, { stage: "130-sunset", instance: "lab", archive: "a", until });
    const reached = inputs("130-sunset", true);
    assert.deepEqual(await provider.update("guard", inputs("100-percent"), cleared), { outs: cleared });
    // Clearances end; the stage goes on.
    assert.deepEqual(await provider.diff("guard", cleared, reached), { changes: false });
    assert.deepEqual(await provider.update("guard", cleared, reached), { outs: reached });
  });

  it("follows the guard where it is the record", async () => {
    const record = { ...inputs("130-sunset", true), role: "record" as const };
    assert.deepEqual(await provider.update("record", inputs("100-percent"), record), { outs: record });
  });
});
