import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Drawn, picture } from "../../scripts/record/picture.ts";
import type { Moment } from "../../scripts/record/series.ts";

const START = 1_795_000_000;

function moment(second: number, onV2: number | null, p95: number | null): Moment {
  return { time: START + second, onV2, errors: { v1: 0, v2: null }, p95: { v1: p95, v2: null } };
}

const drawn: Drawn = {
  title: "A rollback <by hand>",
  caption: "12 requests & 0 failed",
  moments: [moment(0, 1, 0.02), moment(1, 1, null), moment(2, 0, 0.04), moment(3, null, 0.04)],
  asked: [
    { time: START, percent: 100, label: null },
    { time: START + 1.5, percent: 0, label: "kill switch" },
  ],
};

/** The points of each line, in the order of the panels: asked, observed, errors of both, P95 of both. */
const lines = (svg: string) => [...svg.matchAll(/<path d="([^"]*)" fill="none"/g)].map(([, d = ""]) => d);

describe("a picture of a run", () => {
  it("draws what was asked as steps, and what was observed through every second that has data", () => {
    const [asked = "", observed = ""] = lines(picture(drawn));
    // 100 % is the top of the first panel, 0 % its foot; 3 s are 784 wide.
    assert.equal(asked, "M56 58L448 58L448 162L840 162");
    assert.equal(observed, "M56 58L317.3 58L578.7 162");
  });

  it("breaks a line where nothing was measured, and draws none where nothing ever was", () => {
    // The last panel reaches from 350 to 454, and from 60 ms to 0.
    const [, , , v2Errors = "", v1P95 = "", v2P95 = ""] = lines(picture(drawn));
    assert.deepEqual([v2Errors, v2P95], ["", ""]);
    assert.equal(v1P95, "M56 419.3M578.7 384.7L840 384.7");
  });

  it("marks what happened, and takes no text for a part of the drawing", () => {
    const svg = picture(drawn);
    assert.match(svg, />kill switch<\/text>/);
    assert.match(svg, />A rollback &lt;by hand&gt;<\/text>/);
    assert.match(svg, />12 requests &amp; 0 failed<\/text>/);
  });

  it("has the same bytes for the same run", () => {
    assert.equal(picture(drawn), picture(structuredClone(drawn)));
  });
});
