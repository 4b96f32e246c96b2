import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { movement, orderKept } from "../../../scripts/pr-check/movement.ts";
import type { RenderedPlace } from "../../../scripts/pr-check/tree.ts";

const LADDER = [0, 10, 25, 50];

function rendered(place: string, first: number, shares = LADDER): RenderedPlace {
  const stages = shares.map((v2) => ({
    name: nameOf(v2),
    v2,
    texts: { "gateway/nginx.conf": `${v2}% v2;\n`, plan: "{}" },
  }));
  return { place, first: nameOf(first), images: "lock", certificate: "files", stages };
}

function nameOf(v2: number): string {
  return v2 === 0 ? "000-baseline" : `0${v2}-percent`;
}

const YAML = {
  "stacks/stages/010-percent.yaml":
    "v2: 10%\nschedule: J+0\nhold: 24h\ngate:\n  minRequests: 300\n  p95: { max: 100ms, over: 10m }\nnext: 025-percent\n",
};

/** Where a change of a place's file leads it. */
function moved(place: string, before: number, after: number, reached: number | null) {
  const pair = { before: rendered(place, before), after: rendered(place, after) };
  return movement(pair, reached === null ? null : nameOf(reached), YAML);
}

describe("where a change leads a place", () => {
  it("is the stage that its file names, from the one it was at, with the gate between and what runs otherwise", () => {
    const { from, to, gate, step } = moved("production", 10, 25, 10);
    assert.deepEqual(
      [from, to],
      [
        { name: "010-percent", v2: 10 },
        { name: "025-percent", v2: 25 },
      ],
    );
    assert.deepEqual(gate, ["schedule J+0", "hold 24h", "minRequests 300", "p95 max 100ms over 10m"]);
    assert.deepEqual(
      step.map(({ where, at, patch }) => [where, at, patch]),
      [
        [
          "gateway/nginx.conf",
          ["production from 010-percent to 025-percent"],
          "@@ -1,1 +1,1 @@\n-10% v2;\n+25% v2;",
        ],
      ],
    );
  });

  it("begins at the file's own stage of before when no state was exported", () => {
    const { from, to } = moved("production", 10, 25, null);
    assert.deepEqual([from.v2, to.v2], [10, 25]);
  });

  it("is nowhere in the lab, which keeps its stage in its journal, unless its file changes", () => {
    assert.deepEqual([moved("lab", 0, 0, 10).from.v2, moved("lab", 0, 0, 10).to.v2], [10, 10]);
    assert.deepEqual(moved("lab", 0, 0, 10).step, []);
    assert.deepEqual([moved("lab", 0, 25, 10).from.v2, moved("lab", 0, 25, 10).to.v2], [10, 25]);
  });

  it("is the file's stage when the one it was at is gone", () => {
    const pair = { before: rendered("lab", 0), after: rendered("lab", 0, [0, 25]) };
    assert.deepEqual(movement(pair, "010-percent", {}).to, { name: "000-baseline", v2: 0 });
  });
});

describe("a movement that skips a stage", () => {
  const said = { changes: [], unchanged: 0, violations: [], failure: null };
  const { stages } = rendered("production", 0);

  it("is refused also on an empty platform, whose guard cannot know", () => {
    assert.deepEqual(orderKept(said, moved("production", 0, 25, null), stages).failure, {
      text: "the platform is at 000-baseline; the next stage is 010-percent, not 025-percent. Stages are never skipped [SSM-STAGE-ORDER]",
      exitCode: 1,
    });
  });

  it("is told in the engine's words when the engine saw it", () => {
    const failure = { text: "the engine's words", exitCode: 1 } as const;
    assert.deepEqual(orderKept({ ...said, failure }, moved("production", 0, 25, 0), stages).failure, failure);
  });

  it("is none on the way down or one step up", () => {
    assert.equal(orderKept(said, moved("production", 50, 0, null), stages).failure, null);
    assert.equal(orderKept(said, moved("production", 10, 25, null), stages).failure, null);
  });
});
