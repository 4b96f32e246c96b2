import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedIn } from "../../scripts/record/stories.ts";
import { type Recorded, transcript } from "../../scripts/record/transcript.ts";

const start: Recorded = {
  typed: "npm start",
  began: 1_000_000,
  ended: 1_062_340,
  code: 0,
  lines: [
    { at: 1_002_000, text: "pulumi up: 000-baseline, 0 % of the traffic to V2" },
    { at: 1_060_000, text: "" },
    { at: 1_062_300, text: "pulumi up: 010-percent, 10 % of the traffic to V2" },
  ],
};
const back: Recorded = {
  typed: "npm run rollback-v1",
  began: 1_070_000,
  ended: 1_080_000,
  code: 0,
  lines: [
    { at: 1_069_000, text: 'set v2: {"latencySeconds":0.2}' },
    { at: 1_070_500, text: "kill switch thrown in 0.2 s: every request goes to V1" },
  ],
};

describe("a recording", () => {
  it("has every line with its seconds, what was typed, and how it ended", () => {
    assert.equal(
      transcript("# Recorded.", [start, back]),
      `# Recorded.

   0.0  $ npm start
   2.0  pulumi up: 000-baseline, 0 % of the traffic to V2
  60.0
  62.3  pulumi up: 010-percent, 10 % of the traffic to V2
  62.3  (exit code 0)

  70.0  $ npm run rollback-v1
  69.0  set v2: {"latencySeconds":0.2}
  70.5  kill switch thrown in 0.2 s: every request goes to V1
  80.0  (exit code 0)
`,
    );
  });

  it("tells when which share was asked, by what the commands said", () => {
    assert.deepEqual(askedIn([start, back]), [
      { time: 1002, percent: 0, label: "0 %" },
      { time: 1062.3, percent: 10, label: "10 %" },
      { time: 1069, percent: 100, label: "V2 slow" },
      { time: 1070.5, percent: 0, label: "kill switch" },
    ]);
  });
});
