import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { lookAtInstance } from "../../scripts/doctor/facts/instance.ts";
import { ensureInstance, slotsFor } from "../../scripts/platform/instance/instance.ts";
import { backUpState, stateFile } from "../../scripts/platform/pulumi/state-copies.ts";
import { instancesIn } from "../../scripts/toolchain/paths.ts";
import { thisProcess } from "../../scripts/toolchain/process-owner.ts";
import { ownFolder } from "../support/own-folder.ts";

/** A state folder of its own, with the instance lab in it. */
function lab(t: TestContext) {
  const root = ownFolder(t, "SSM_STATE_DIR");
  const instance = ensureInstance("lab", "lab");
  return { instance, places: join(root, "lab"), look: () => lookAtInstance("lab", "lab", instance.dir) };
}

describe("the state of an instance", () => {
  it("is in order when it was just made", async (t) => {
    const { instance, look } = lab(t);
    assert.deepEqual(await look(), {
      name: "lab",
      place: "lab",
      dir: instance.dir,
      state: "there",
      damage: null,
      passphrase: true,
      pulumiState: "absent",
      backups: 0,
      open: [],
      torn: [],
      unsettled: null,
      changing: null,
      deadLocks: [],
    });
  });

  it("is absent before the first start, and nothing makes it", async (t) => {
    const { places } = lab(t);
    const { state } = await lookAtInstance("lab", "other", join(places, "other"));
    assert.deepEqual([state, instancesIn("lab"), slotsFor("lab", "other")[0]], ["absent", ["lab"], 1]);
  });

  it("is open where others may read it", async (t) => {
    const { instance, look } = lab(t);
    const passphrase = join(instance.dir, "passphrase");
    chmodSync(instance.dir, 0o755);
    chmodSync(passphrase, 0o640);
    assert.deepEqual((await look()).open, [instance.dir, passphrase]);
  });

  it("is damaged when its description is torn; Pulumi's own state is told apart", async (t) => {
    const { instance, look } = lab(t);
    mkdirSync(join(stateFile(instance), ".."), { recursive: true });
    writeFileSync(stateFile(instance), "{}");
    backUpState(instance);
    assert.deepEqual([(await look()).pulumiState, (await look()).backups], ["readable", 1]);
    writeFileSync(stateFile(instance), '{"version": 3, "dep');
    writeFileSync(join(instance.dir, "instance.json"), "");
    const { state, pulumiState } = await look();
    assert.deepEqual([state, pulumiState], ["damaged", "damaged"]);
  });

  it("is damaged, too, when its description is another instance's", async (t) => {
    const { instance, places } = lab(t);
    cpSync(instance.dir, join(places, "copy"), { recursive: true });
    const { state, damage } = await lookAtInstance("lab", "copy", join(places, "copy"));
    assert.equal(state, "damaged");
    assert.match(damage ?? "", /is of another instance: expected lab\/copy, found lab\/lab;/);
  });

  it("tells who changes it now, and what of the journal cannot be read", async (t) => {
    const { instance, look } = lab(t);
    const lock = { ...thisProcess(), id: "x", since: Date.now() };
    writeFileSync(join(instance.dir, "deploy.lock"), JSON.stringify(lock), { mode: 0o600 });
    const started = {
      time: "2026-11-22T20:00:00Z",
      who: "ana",
      what: "deploy-started",
      from: null,
      stage: "a",
    };
    writeFileSync(join(instance.dir, "journal.jsonl"), `${JSON.stringify(started)}\n{"torn`, { mode: 0o600 });
    const { changing, torn, unsettled, open } = await look();
    assert.deepEqual([changing, torn, open], [process.pid, [2], []]);
    assert.equal(unsettled, "the deploy of a at 2026-11-22T20:00:00Z has not ended");
  });
});
