import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stageDocument } from "../../infra/stage/documents/stage.ts";
import { parse } from "../../infra/stage/parse.ts";
import { problemLine } from "../../infra/stage/problem.ts";

const KNOWN = "known keys are v2, sunset, schedule, hold, gate, next, data";

const hiding: readonly (readonly [claim: string, text: string, ...lines: string[]])[] = [
  [
    "an alias bomb",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    `a.yaml:1:1: a is not a known key; ${KNOWN}`,
    `a.yaml:2:1: b is not a known key; ${KNOWN}`,
    "a.yaml:2:8: b[0] must not be the alias *a; write the value itself",
    "a.yaml:2:12: b[1] must not be the alias *a; write the value itself",
    `a.yaml:3:1: c is not a known key; ${KNOWN}`,
    "a.yaml:3:5: c[0] must not be the alias *b; write the value itself",
    "a.yaml:3:9: c[1] must not be the alias *b; write the value itself",
  ],
  [
    "an alias of the list that it stands in, beside a mistyped key further down",
    "v2: lots\ngate:\n  errorRate: { mx: 0.8% }\nx: &a [*a]\n",
    "a.yaml:3:16: gate.errorRate.mx is not a known key; did you mean max?",
    `a.yaml:4:1: x is not a known key; ${KNOWN}`,
    "a.yaml:4:8: x[0] must not be the alias *a; write the value itself",
  ],
  [
    "a tag at the whole file, which is not called empty",
    "!t soon\n",
    "a.yaml:1:4: must not carry a tag; write the value alone",
  ],
];

describe("where a file hides values, its unknown keys are told beside", () => {
  for (const [claim, text, ...expected] of hiding)
    it(claim, () => {
      const { value, problems } = parse("a.yaml", new TextEncoder().encode(text), stageDocument);
      assert.deepEqual(problems.map(problemLine), expected);
      assert.equal(value, null);
    });
});
