import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

describe("npm run render", () => {
  it("shows what a step changes: the split, and of the plan name, share, hold and gate", async (t) => {
    const { code, out, error } = await runCommandFile(t, "render.ts", ["--diff", "10", "25"]);
    assert.deepEqual([code, error], [0, ""]);
    const lines = out.split("\n").map((line) => line.replace(/\s+/g, " "));
    assert.deepEqual(lines.slice(0, 5), ["gateway/nginx.conf", "- 10% v2;", "+ 25% v2;", "", "plan"]);
    const keys = lines.slice(5).flatMap((line) => /^[+-] "(\w+)":/.exec(line)?.[1] ?? []);
    assert.deepEqual(new Set(keys), new Set(["name", "v2", "hold", "minRequests", "max", "min"]));
  });

  it("says that nothing differs, to programs with an empty list", async (t) => {
    const of = async (...more: string[]) =>
      await runCommandFile(t, "render.ts", ["--diff", "10", "10", ...more]);
    assert.deepEqual(await of(), { code: 0, out: "nothing differs between 10 and 10\n", error: "" });
    assert.deepEqual(await of("--json"), { code: 0, out: "[]\n", error: "" });
  });

  it("refuses a third stage beside the two", async (t) => {
    const { code, out, error } = await runCommandFile(t, "render.ts", [
      "--diff",
      "10",
      "25",
      "--stage",
      "50",
    ]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(
      error,
      /^error: option '--diff <stages\.\.\.>' cannot be used with option '--stage <stage>'\n/,
    );
  });

  it("ends well after its help, and as wrong use after an option that it does not know", async (t) => {
    const help = await runCommandFile(t, "render.ts", ["--help"]);
    const wrong = await runCommandFile(t, "render.ts", ["--nonsense"]);
    assert.equal(help.code, 0);
    assert.match(help.out, /^Usage: render \[options\]/);
    assert.deepEqual([wrong.code, wrong.out], [1, ""]);
    assert.match(
      wrong.error,
      /^error: unknown option '--nonsense'\nrender: wrong use, nothing was changed; .* \[SSM-USAGE\]\n$/,
    );
  });

  it("names every stage when it does not know one", async (t) => {
    assert.deepEqual(await runCommandFile(t, "render.ts", ["--stage", "20"]), {
      code: 1,
      out: "",
      error:
        'render: there is no stage "20"; expected one of 0, 10, 25, 50, 75, 100, 130-sunset [SSM-NO-STAGE]\n',
    });
  });
});
