import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { removeTornFiles } from "../../../scripts/platform/instance/torn-files.ts";
import { locks } from "../../../scripts/platform/pulumi/state-locks.ts";
import { contextOf } from "../../support/context.ts";

const STATE = "stacks/supersmartmatch/lab.json";
const LOCK = "locks/organization/supersmartmatch/lab/a.json";

async function killed(t: TestContext, files: Readonly<Record<string, string>>) {
  const { instance } = await contextOf(t);
  const folder = join(instance.dir, "pulumi", ".pulumi");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const left = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  return { instance, left };
}

describe("what a killed Pulumi leaves beside the state", () => {
  it("is removed where it is half-written; the state is not looked at", async (t) => {
    const { instance, left } = await killed(t, {
      [STATE]: "",
      [`${STATE}.attrs`]: "",
      [`${STATE}.bak.attrs`]: "{}",
      [`${STATE}.18eb.tmp`]: "half a sta",
      [LOCK]: '{"pid":',
    });
    assert.deepEqual(locks(instance), []);
    removeTornFiles(instance);
    assert.deepEqual(left(), ["lab.json", "lab.json.bak.attrs"]);
  });

  it("stays while somebody is at work on the state", async (t) => {
    const lock = JSON.stringify({ pid: process.pid, hostname: hostname() });
    const { instance, left } = await killed(t, { [`${STATE}.attrs`]: "", [LOCK]: lock });
    removeTornFiles(instance);
    assert.deepEqual(left(), ["a.json", "lab.json.attrs"]);
  });

  it("need not be there", async (t) => {
    removeTornFiles((await contextOf(t)).instance);
  });
});
