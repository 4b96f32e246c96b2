import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { rulesFor } from "../../../policies/rules.ts";
import { renderTree, ruleNames, yamlTexts } from "../../../scripts/pr-check/tree.ts";
import { nginxOf, PLACES, STAGES } from "../../support/plans.ts";
import { ROOT } from "../../support/sources.ts";

describe("a tree", () => {
  let other = "";
  before(() => {
    other = mkdtempSync(join(tmpdir(), "pr-check-other-"));
    for (const folder of ["infra", "policies", "stacks"])
      cpSync(join(ROOT, folder), join(other, folder), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(other, "node_modules"));
    const file = join(other, "infra/config-files/nginx/gateway.ts");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"server_tokens", "off"', '"server_tokens", "on"'),
    );
  });
  after(() => rmSync(other, { recursive: true }));

  it("renders every file of every stage of every place, with what the place's file says", async () => {
    for (const place of PLACES) {
      const rendered = await renderTree(ROOT, place);
      assert.deepEqual(
        rendered.stages.map(({ name }) => name),
        [...STAGES],
      );
      assert.equal(rendered.first, "000-baseline");
      for (const { name, texts } of rendered.stages)
        assert.equal(texts["gateway/nginx.conf"], nginxOf(name, place));
      assert.deepEqual(Object.keys(rendered.stages[0]?.texts ?? {}), [
        "gateway/nginx.conf",
        "prometheus/prometheus.yml",
        "prometheus/alerts.yml",
        "data-sync/direction.json",
        "plan",
      ]);
    }
  });

  it("is rendered by its own code, not by that of here", async () => {
    const text = (await renderTree(other, "lab")).stages[0]?.texts["gateway/nginx.conf"] ?? "";
    assert.equal(text, nginxOf("000-baseline").replaceAll("server_tokens off;", "server_tokens on;"));
  });

  it("rejects with every mistake in its YAML files", async () => {
    const file = join(other, "stacks/stages/025-percent.yaml");
    const right = readFileSync(file, "utf8");
    writeFileSync(file, right.replace("hold: 48h", "holt: 48h"));
    await assert.rejects(renderTree(other, "lab"), {
      name: "InputError",
      message: "stacks/stages/025-percent.yaml:6:1: holt is not a known key; did you mean hold?",
    });
    writeFileSync(file, right);
  });

  it("tells nothing of a YAML file that is none, and never opens what a link leads to or waits for a pipe", (t) => {
    const tree = mkdtempSync(join(tmpdir(), "pr-check-links-"));
    t.after(() => rmSync(tree, { recursive: true }));
    const stage = (name: string) => join(tree, "stacks/stages", name);
    mkdirSync(join(tree, "stacks/stages"), { recursive: true });
    mkdirSync(join(tree, "stacks/platform.yaml"));
    writeFileSync(stage("010-percent.yaml"), "v2: 10%\n");
    writeFileSync(stage("020-percent.yaml"), new Uint8Array([0x61, 0xff]));
    symlinkSync("/etc/passwd", stage("025-percent.yaml"));
    symlinkSync("nowhere", stage("050-percent.yaml"));
    execFileSync("mkfifo", [stage("060-percent.yaml")]);
    symlinkSync(join(ROOT, "stacks"), join(tree, "stacks/linked"));
    assert.deepEqual(yamlTexts(tree), {
      "stacks/platform.yaml": null,
      "stacks/stages/010-percent.yaml": "v2: 10%\n",
      "stacks/stages/020-percent.yaml": null,
      "stacks/stages/025-percent.yaml": null,
      "stacks/stages/050-percent.yaml": null,
      "stacks/stages/060-percent.yaml": null,
    });
  });

  it("tells its YAML files and the names of its rules", () => {
    const texts = yamlTexts(ROOT);
    assert.ok(
      texts["stacks/platform.yaml"] !== undefined && texts["stacks/stages/025-percent.yaml"] !== undefined,
    );
    assert.deepEqual(
      ruleNames(other),
      rulesFor(new Map())
        .map(({ name }) => name)
        .sort(),
    );
  });
});
