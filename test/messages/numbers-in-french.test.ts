import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { it } from "node:test";
import { inFrench } from "../../scripts/messages/fr/sentences.ts";
import { fr } from "../../scripts/messages/fr.ts";
import { helpInFrench } from "../../scripts/messages/help.mjs";

it("a measured number has a comma in French, what is typed has a point", () => {
  assert.equal(inFrench("p95 120.5 ms, 0.8 %, TLS 1.3"), "p95 120,5 ms, 0,8 %, TLS 1.3");
  assert.match(
    inFrench('must be a percentage from 0% to 100%, got "x"; write for example 0.8%'),
    /par exemple 0\.8%$/,
  );
});

it("a size has the unit and the comma of the language", () => {
  assert.deepEqual([fr.sizes.gigabytes("78,9"), fr.sizes.megabytes("3")], ["78,9 Go", "3 Mo"]);
  const script = `import("${join(import.meta.dirname, "../../scripts/doctor/finding.ts")}").then((it) => console.log(it.sizeText(78.9e9)))`;
  const { PATH } = process.env;
  const run = (LC_ALL: string) =>
    execFileSync(process.execPath, ["-e", script], { env: { PATH, LC_ALL }, encoding: "utf8" });
  assert.deepEqual([run("fr_FR.UTF-8"), run("C")], ["78,9 Go\n", "78.9 GB\n"]);
});

it("an example's remark is French, the example stays", () => {
  const example = "npm run rollback-v1 -- --restore-data 1 --exclude v2    without what V2 wrote since";
  assert.match(helpInFrench(example), /--exclude v2 {4}sans ce que V2 a écrit depuis$/);
});
