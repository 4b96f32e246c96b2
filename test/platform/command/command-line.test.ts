import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Command } from "../../../scripts/platform/command/command-line.ts";

/** What a command with every kind of option makes of these words, or says of them. */
function parse(...words: string[]): unknown {
  let said = "";
  const command = new Command("x")
    .option("--exclude <origin>", "one value")
    .option("--only <names...>", "several")
    .option("--json", "none", false)
    .exitOverride()
    .configureOutput({ writeErr: (text) => (said += text) });
  try {
    return command.parse(words, { from: "user" }).opts();
  } catch {
    return said;
  }
}

describe("an option that is given twice", () => {
  it("is refused where it has one value, with both: the last would win unseen", () => {
    assert.equal(
      parse("--exclude", "v1", "--exclude=v2"),
      "error: option '--exclude <origin>' takes one value, got v1, v2\n",
    );
  });

  it("is as good as once where it has none, and counts where it has several", () => {
    assert.deepEqual(parse("--json", "--json", "--only", "a", "--only", "b"), {
      json: true,
      only: ["a", "b"],
    });
  });
});
