import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { writeManifest } from "../../scripts/toolchain/pulumi/manifest.ts";
import { pulumiRoots } from "../../scripts/toolchain/pulumi.ts";
import { fakeEngine } from "../support/fake-engine.ts";
import { runScript } from "../support/run-script.ts";

/** A machine whose Pulumi is ready and whose engine has the images; its cache holds an old build, its state is open. */
async function machine(t: TestContext) {
  const home = mkdtempSync(join(tmpdir(), "doctor-"));
  t.after(() => rmSync(home, { recursive: true }));
  const cache = join(home, "cache");
  const state = join(home, "state", "lab", "doctors");
  const { built } = pulumiRoots(cache);
  const old = join(cache, "pulumi", "3.1.0-vendor");
  for (const dir of [built, old, state]) mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(built, "cli"), "");
  await writeManifest(built, ["cli"]);
  writeFileSync(join(old, "pulumi"), "then");
  utimesSync(join(old, "pulumi"), 0, 0);
  const instance = { place: "lab", instance: "doctors", slot: 11 };
  writeFileSync(join(state, "instance.json"), JSON.stringify(instance), { mode: 0o600 });
  writeFileSync(join(state, "passphrase"), "secret", { mode: 0o644 });
  const bodies = (): Readonly<Record<string, unknown>> => ({
    "/version": { Version: "28.0.0" },
    "/info": { SystemTime: new Date().toISOString() },
  });
  const engine = await fakeEngine(t, {
    instead: ({ path }) => {
      const body = path.startsWith("/images/json")
        ? [{ Id: "base", RepoTags: ["ssm-lab/base:1"], Created: 0, Size: 1 }]
        : bodies()[path];
      return body === undefined ? null : { status: 200, body: JSON.stringify(body) };
    },
  });
  const env = {
    HOME: home,
    SSM_CACHE_DIR: cache,
    SSM_STATE_DIR: join(home, "state"),
    SSM_INSTANCE: "doctors",
    DOCKER_HOST: undefined,
  };
  const doctor = (...args: string[]) =>
    runScript("doctor.ts", ["--docker-host", `unix://${engine.socket}`, ...args], env);
  const open = () => (statSync(join(state, "passphrase")).mode & 0o077) !== 0;
  return { doctor, old, open, engine };
}

describe("npm run doctor", () => {
  it("tells a machine to pieces as one JSON object, and changes nothing", async (t) => {
    const { doctor, old, open, engine } = await machine(t);
    const { code, out, error } = await doctor("--json");
    const told = JSON.parse(out);
    assert.deepEqual([code, error, told.instance, told.place, told.problems], [1, "", "doctors", "lab", 1]);
    const level = (id: string) => told.findings.find((finding: { id: string }) => finding.id === id)?.level;
    assert.deepEqual(["engine", "clock", "pulumi", "images", "files", "modes", "old-cache"].map(level), [
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
      "problem",
      "warning",
    ]);
    assert.equal(told.next.kind, "prepared");
    assert.equal(told.wouldRepair.length, 2);
    assert.ok(existsSync(old) && open());
    assert.deepEqual([...new Set(engine.calls.map(({ method }) => method))], ["GET"]);
  });

  it("says what --fix would do", async (t) => {
    const { doctor, old, open } = await machine(t);
    const { code, out } = await doctor("--fix", "--dry-run");
    assert.equal(code, 1);
    assert.match(out, /\n--fix would remove 1 old part of the cache, 1 MB\n--fix would take from others /);
    assert.ok(existsSync(old) && open());
  });

  it("repairs what is safe, and removes nothing while nobody agrees", async (t) => {
    const { doctor, old, open } = await machine(t);
    const { code, out, error } = await doctor("--fix");
    assert.equal(code, 0);
    assert.match(error, /remove 1 old part of the cache, 1 MB\? \[y\/N\]/);
    assert.match(out, /^left: remove 1 old part of the cache, 1 MB\nnow: take from others /);
    assert.match(out, /\n0 problems, \d+ warnings?\n$/);
    assert.ok(existsSync(old) && !open());
  });

  it("removes what is old when told so, and looks again", async (t) => {
    const { doctor, old, open } = await machine(t);
    const { code, out, error } = await doctor("--fix", "--yes", "--json");
    const told = JSON.parse(out);
    assert.deepEqual([code, told.problems, told.repaired.length], [0, 0, 2]);
    assert.match(error, /^now: remove 1 old part of the cache, 1 MB\nnow: take from others /);
    assert.ok(!existsSync(old) && !open());
  });

  it("refuses a name that could leave the folder", async (t) => {
    const { doctor } = await machine(t);
    const { code, error } = await doctor("--instance", "../x");
    assert.equal(code, 1);
    assert.match(error, /^doctor: instance must be lower-case letters.* got "\.\.\/x" \[SSM-BAD-NAME\]\n$/);
  });
});
