import assert from "node:assert/strict";
import { it } from "node:test";
import { inFrench } from "../../scripts/messages/fr/sentences.ts";
import { helpInFrench } from "../../scripts/messages/help.mjs";

it("a measured number has a comma in French, what is typed has a point", () => {
  assert.equal(inFrench("p95 120.5 ms, 0.8 %, TLS 1.3"), "p95 120,5 ms, 0,8 %, TLS 1.3");
  assert.match(
    inFrench('must be a percentage from 0% to 100%, got "x"; write for example 0.8%'),
    /par exemple 0\.8%$/,
  );
});

it("an example's remark is French, the example stays", () => {
  const example = "npm run rollback-v1 -- --restore-data 1 --exclude v2    without what V2 wrote since";
  assert.match(helpInFrench(example), /--exclude v2 {4}sans ce que V2 a écrit depuis$/);
});
