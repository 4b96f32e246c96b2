import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { textOf } from "../support/sources.ts";
import { inFreshClone } from "./fresh-clone.ts";

describe("the entry of every command, asked what there is", { concurrency: 4 }, () => {
  it("an unknown command lists the known ones, and only those", () =>
    inFreshClone(async (clone) => {
      clone.write(
        "scripts/other.ts",
        'new Command("other")\n  .description(\n    "does something else",\n  )',
      );
      clone.write("scripts/shared-part.ts", "export const part = 1;\n");
      assert.deepEqual(await clone.run(["dmeo"]), {
        code: 1,
        output: "",
        messages: [
          'unknown command "dmeo" [SSM-USAGE]',
          "commands (npm run <command> -- --help tells more):",
          "  demo   Repeats its arguments.",
          "  other  does something else",
          "",
        ].join("\n"),
      });
    }));

  it("--help answers before anything is installed", () =>
    inFreshClone(async (clone) => {
      const all = await clone.run(["--help"]);
      assert.equal(
        all.output,
        "commands (npm run <command> -- --help tells more):\n  demo  Repeats its arguments.\n",
      );
      const one = await clone.run(["demo", "--help"]);
      assert.equal(
        one.output,
        [
          "Usage: demo [options]",
          "",
          "Repeats its arguments.",
          "",
          "Options:",
          "  --loud      louder",
          "  -h, --help  this",
          "",
          "The packages are not installed yet; the first run installs them.",
          "",
        ].join("\n"),
      );
      assert.equal(existsSync(join(clone.root, "npm-calls")), false);
    }));

  it("--help lists the real options before anything is installed", () =>
    inFreshClone(async (clone) => {
      clone.write("scripts/start.ts", textOf("scripts/start.ts"));
      const { code, output, messages } = await clone.run(["start", "--help"]);
      assert.deepEqual([code, messages], [0, ""]);
      assert.match(output, /^Usage: start \[options\]\n/);
      assert.match(output, /\n {2}--stage <stage> +stops at this stage: 25, 25% or 025-percent\n/);
      for (const option of [
        "--hold <time>",
        "--no-traffic",
        "--instance <name>",
        "--docker-host <url>",
        "--yes",
      ])
        assert.ok(output.includes(`\n  ${option} `), option);
      assert.equal(existsSync(join(clone.root, "npm-calls")), false);
    }));
});
