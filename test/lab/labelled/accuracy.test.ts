import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { scoreNexten } from "../../../scripts/lab/apps/nexten/score.ts";
import { isTurned, turned } from "../../../scripts/lab/apps/shared/drill.ts";
import type { Scorer } from "../../../scripts/lab/apps/shared/scorer.ts";
import { scoreV1 } from "../../../scripts/lab/apps/v1/score.ts";
import { scoreV2 } from "../../../scripts/lab/apps/v2/score.ts";
import { accuracyOf, relativeGain, wrongRateFor } from "../../../scripts/lab/labelled/accuracy.ts";
import { readHalf } from "../../../scripts/lab/labelled/labelled-set.ts";

const gate = readHalf("gate");
const tune = readHalf("tune");
const v1 = accuracyOf(scoreV1, gate);
const v2 = accuracyOf(scoreV2, gate);

/** V2 under the wrong-answer drill. */
function drilled(wrongRate: number): Scorer {
  return (candidate) => {
    const score = scoreV2(candidate);
    return (job) => {
      const result = score(job);
      return isTurned(wrongRate, candidate.id, job.id) ? { ...result, score: turned(result.score) } : result;
    };
  };
}

test("V1 is right on 70 to 76 % of the gate half", () => {
  assert.ok(v1 >= 0.7 && v1 <= 0.76, `${v1}`);
});

test("V2 gains at least 13 % over V1 on the gate half, and on any 100 requests of it in a row", () => {
  assert.ok(relativeGain(v1, v2) >= 0.13, `${relativeGain(v1, v2)}`);
  for (let start = 0; start + 100 <= gate.length; start += 25) {
    const part = gate.slice(start, start + 100);
    const gain = relativeGain(accuracyOf(scoreV1, part), accuracyOf(scoreV2, part));
    assert.ok(gain >= 0.13, `${gain} from request ${start}`);
  }
});

test("V2 is as good on the half it never saw as on the one it was tuned on, within 1.5 points", () => {
  assert.ok(Math.abs(accuracyOf(scoreV2, tune) - v2) <= 0.015);
});

test("accuracy follows the predictions: all right is 1, all turned round is the rest", () => {
  const labels = new Map(gate.flatMap((request) => Object.entries(request.labels)));
  const oracle: Scorer = () => (job) => ({ score: labels.get(job.id) ? 60 : 59.9, reasons: [] });
  assert.equal(accuracyOf(oracle, gate), 1);
  assert.equal(accuracyOf(drilled(1), gate).toFixed(12), (1 - v2).toFixed(12));
});

test("the wrongRate for +9 % leaves V2 below the first gate's 10 % and clearly above nothing", () => {
  const rate = wrongRateFor(0.09, v1, v2);
  const gain = relativeGain(v1, accuracyOf(drilled(rate), gate));
  assert.ok(Math.abs(gain - 0.09) <= 0.008, `${gain}`);
});

test("a gain that V2 already falls short of, or that no inversion reaches, is refused", () => {
  assert.throws(() => wrongRateFor(0.2, 0.75, 0.84), {
    name: "RangeError",
    message: "no wrongRate gives a gain of 20.0 %: V2 has 12.0 % without a drill",
  });
  assert.equal(wrongRateFor(0.1, 0.75, 0.84).toFixed(6), "0.022059");
});

test("the figures in RECIPE.md are the measured ones", () => {
  const recipe = readFileSync(new URL("../../../scripts/lab/labelled/RECIPE.md", import.meta.url), "utf8");
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;
  for (const [name, set] of Object.entries({ tune, gate })) {
    const [one, two, nexten] = [scoreV1, scoreV2, scoreNexten].map((scorer) => accuracyOf(scorer, set));
    const figures = [one, two, nexten].map((value) => percent(value ?? 0)).join(" | ");
    const row = `| ${name} | ${figures} | +${percent(relativeGain(one ?? 0, two ?? 0))} |`;
    assert.ok(recipe.includes(row), row);
  }
});
