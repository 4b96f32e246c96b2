import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type FreshClone, freshClone } from "./fresh-clone.ts";

function cloneFor(t: TestContext): FreshClone {
  const clone = freshClone();
  t.after(() => clone.remove());
  return clone;
}

describe("rollback-v1 in a clone without packages", () => {
  it("brings the traffic back before it installs anything", async (t) => {
    const clone = cloneFor(t);
    clone.write("scripts/kill-switch.mjs", "console.log('switch', ...process.argv.slice(2));\n");
    clone.write("scripts/rollback-v1.ts", "console.log('rollback', ...process.argv.slice(2));\n");
    const first = await clone.run(["rollback-v1", "--to", "10", "--instance", "blue"]);
    assert.equal(first.output, "rollback --to 10 --instance blue\n");
    assert.match(
      first.messages,
      /^switch on --reason rollback-v1, before its packages were installed --instance blue\ninstalling the pinned packages/,
    );
    assert.equal((await clone.run(["rollback-v1"])).messages, "");
  });

  it("throws no switch when it is only rehearsed", async (t) => {
    const clone = cloneFor(t);
    clone.write("scripts/kill-switch.mjs", "console.log('switch');\n");
    clone.write("scripts/rollback-v1.ts", "console.log('rollback');\n");
    assert.doesNotMatch((await clone.run(["rollback-v1", "--dry-run"])).messages, /switch/);
  });
});
