import assert from "node:assert/strict";
import { it } from "node:test";
import { allowsColour } from "../../scripts/toolchain/colour.ts";

it("colours are for terminals, and only where nothing forbids them", () => {
  const terminal = { isTTY: true };
  assert.equal(allowsColour([terminal, terminal], { TERM: "xterm-256color" }), true);
  assert.equal(allowsColour([terminal, terminal], { NO_COLOR: "" }), true);
  assert.equal(allowsColour([terminal, terminal], { NO_COLOR: "1" }), false);
  assert.equal(allowsColour([terminal, terminal], { TERM: "dumb" }), false);
  assert.equal(allowsColour([terminal, {}], {}), false);
  assert.equal(allowsColour([{ isTTY: false }, terminal], {}), false);
});
