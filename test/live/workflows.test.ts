import { describe, it } from "node:test";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { findGo } from "../../scripts/toolchain/pulumi/go.ts";
import { runProgram } from "../../scripts/toolchain/run-program.ts";
import { textOf } from "../support/sources.ts";

const ACTIONLINT = /go run (github\.com\/rhysd\/actionlint\/cmd\/actionlint@v[\d.]+)$/m.exec(
  textOf(".github/workflows/ci.yml"),
)?.[1];

/** What actionlint itself asks for; an older Go fetches it. */
const go = await findGo("1.24.0").catch(() => null);

describe("the workflows", () => {
  const skip = go === null ? "actionlint is built with Go, which is not installed" : false;
  it("are right, says actionlint in the version that CI runs", { skip }, async () => {
    await runProgram(go?.program ?? "go", ["-C", projectDir, "run", ACTIONLINT ?? "", "-color=false"]);
  });
});
