import assert from "node:assert/strict";
import { test } from "node:test";
import { consent } from "../../scripts/toolchain/confirm.ts";

test("--yes and CI accept, with or without a terminal", () => {
  for (const terminal of [true, false]) {
    assert.equal(consent(true, undefined, terminal), "granted");
    assert.equal(consent(false, "true", terminal), "granted");
  }
});

test("a terminal is asked, and anything else refuses", () => {
  assert.equal(consent(false, undefined, true), "ask");
  assert.equal(consent(false, undefined, false), "refused");
  assert.equal(consent(false, "false", false), "refused");
});
