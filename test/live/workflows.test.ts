import { describe, it } from "node:test";
import { findProgram } from "../../scripts/toolchain/machine.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { findGo } from "../../scripts/toolchain/pulumi/go.ts";
import { runProgram } from "../../scripts/toolchain/run-program.ts";
import { textOf } from "../support/sources.ts";

const ci = textOf(".github/workflows/ci.yml");
const ACTIONLINT = /go run (github\.com\/rhysd\/actionlint\/cmd\/actionlint@v[\d.]+)$/m.exec(ci)?.[1] ?? "";
const ZIZMOR = /pipx run zizmor==([\d.]+) --offline \.github\/workflows$/m.exec(ci)?.[1] ?? "";

/** What actionlint itself asks for; an older Go fetches it. */
const go = await findGo("1.24.0").catch(() => null);
const zizmor = await zizmorHere();

describe("the workflows", () => {
  const noGo = go === null ? "actionlint is built with Go, which is not installed" : false;
  it("are right, says actionlint in the version that CI runs", { skip: noGo }, async () => {
    await runProgram(go?.program ?? "go", ["-C", projectDir, "run", ACTIONLINT, "-color=false"]);
  });

  const noZizmor = zizmor === null ? `neither zizmor ${ZIZMOR} nor pipx is installed` : false;
  it("are safe, says zizmor in the version that CI runs", { skip: noZizmor }, async () => {
    const [program = "", ...args] = zizmor ?? [];
    await runProgram(program, [...args, "--offline", "--no-progress", `${projectDir}/.github/workflows`]);
  });
});

/** The command line of zizmor in the version that CI runs: the one on the PATH, else by pipx; null without both. */
async function zizmorHere(): Promise<string[] | null> {
  const program = findProgram("zizmor");
  const pipx = findProgram("pipx");
  const version = program === null ? [] : await runProgram(program, ["--version"]).catch(() => []);
  if (program !== null && version.includes(`zizmor ${ZIZMOR}`)) return [program];
  return pipx === null ? null : [pipx, "run", `zizmor==${ZIZMOR}`];
}
