import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { JournalEvent } from "../../../infra/gate/journal-entries.ts";
import { deployLock } from "../../../scripts/platform/deploy/deploy-lock.ts";
import { readJournal } from "../../../scripts/platform/instance/journal.ts";
import {
  commandAfter,
  copyNamed,
  refuseUnopenable,
  restoreState,
} from "../../../scripts/platform/pulumi/restore-state.ts";
import { copiesOf, stateFile } from "../../../scripts/platform/pulumi/state-copies.ts";
import { thisProcess } from "../../../scripts/toolchain/process-owner.ts";
import { contextOf } from "../../support/context.ts";
import { stateText, writeCopy, writeState } from "../../support/states.ts";

const reached = (stage: string, v2: number): JournalEvent => ({
  what: "deploy-finished",
  stage,
  v2,
  changed: true,
});

/** A stand-in for the Pulumi CLI. */
function fakePulumi(dir: string, script: string): string {
  const bin = join(dir, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "pulumi"), 0o755);
  return bin;
}

describe("the copy that is meant", () => {
  it("is the named one, or with latest the newest readable one", async (t) => {
    const { instance } = await contextOf(t);
    const good = writeCopy(instance, 9, stateText("010-percent"));
    const torn = writeCopy(instance, 10, "torn");
    for (const name of ["latest", good, `${good}.json`]) assert.equal(copyNamed(instance, name).name, good);
    assert.throws(() => copyNamed(instance, torn), {
      id: "SSM-NO-COPY",
      exitCode: 1,
      message:
        /^the copy 2026-11-25T10-00-00\.000Z cannot be put back: it is no JSON: .*; nothing was changed$/,
    });
    assert.throws(() => copyNamed(instance, "yesterday"), {
      message: 'there is no copy "yesterday" of the state of lab; see: npm run state -- list',
    });
  });

  it("must be there", async (t) => {
    const { instance } = await contextOf(t);
    assert.throws(() => copyNamed(instance, "latest"), {
      id: "SSM-NO-COPY",
      message: "there is no readable copy of the state of lab; see: npm run state -- list",
    });
  });
});

describe("a copy before it is put back", () => {
  const tried = async (t: TestContext, script: string) => {
    const { instance } = await contextOf(t);
    writeCopy(instance, 9, stateText("010-percent"));
    const bin = fakePulumi(instance.dir, script);
    const trial = () => readdirSync(instance.dir).filter((name) => name.startsWith("trial-"));
    return { open: () => refuseUnopenable(instance, copyNamed(instance, "latest"), bin), trial };
  };

  it("is opened by Pulumi, secrets included, in a folder that is removed", async (t) => {
    const find =
      'grep -q 010-percent "$(echo $PULUMI_BACKEND_URL | cut -c8-)/.pulumi/stacks/supersmartmatch/lab.json"';
    const { open, trial } = await tried(t, `echo "$*" | grep -q "^stack export --show-secrets" && ${find}`);
    await open();
    assert.deepEqual(trial(), []);
  });

  it("is refused with Pulumi's words, or because of the passphrase", async (t) => {
    const broken = await tried(t, "echo 'error: snapshot integrity failure' >&2; exit 255");
    await assert.rejects(broken.open(), {
      id: "SSM-NO-COPY",
      exitCode: 1,
      message:
        "Pulumi cannot open the copy 2026-11-25T09-00-00.000Z, nothing was changed:\nerror: snapshot integrity failure",
    });
    assert.deepEqual(broken.trial(), []);
    const locked = await tried(t, "echo 'error: incorrect passphrase' >&2; exit 255");
    await assert.rejects(locked.open(), { id: "SSM-PASSPHRASE", exitCode: 1 });
  });
});

describe("putting a copy back", () => {
  it("keeps the present state as a copy, replaces it, and tells the journal", async (t) => {
    const { instance, journal } = await contextOf(t);
    writeState(instance, "torn");
    const name = writeCopy(instance, 9, stateText("010-percent"));
    await restoreState(instance, copyNamed(instance, "latest"), () => {});
    assert.equal(readFileSync(stateFile(instance), "utf8"), stateText("010-percent"));
    assert.deepEqual(
      copiesOf(instance).map(({ state }) => state.readable),
      [false, true],
    );
    const [entry] = (await readJournal(journal)).entries;
    assert.ok(entry?.what === "state-restored");
    assert.deepEqual([entry.copy, entry.stage], [name, "010-percent"]);
  });

  it("also puts back the oldest copy, which the present state pushes out", async (t) => {
    const { instance } = await contextOf(t);
    writeState(instance, "torn");
    const oldest = writeCopy(instance, 0, stateText("010-percent"));
    for (let hour = 1; hour < 20; hour++) writeCopy(instance, hour, "torn too");
    await restoreState(instance, copyNamed(instance, oldest), () => {});
    assert.equal(readFileSync(stateFile(instance), "utf8"), stateText("010-percent"));
  });

  it("waits for nobody: it is refused while the platform is changed", async (t) => {
    const context = await contextOf(t);
    const { instance } = context;
    writeCopy(instance, 9, stateText("010-percent"));
    writeFileSync(deployLock(context), JSON.stringify({ ...thisProcess(), id: "x", since: Date.now() }));
    await assert.rejects(
      restoreState(instance, copyNamed(instance, "latest"), () => {}),
      {
        id: "SSM-BUSY",
        message: `another change of lab is running (pid ${process.pid}); wait for it`,
      },
    );
  });
});

describe("the command after it", () => {
  for (const [copy, journal, expected] of [
    ["025-percent", ["025-percent", 25], "npm run heal"],
    ["010-percent", ["050-percent", 50], "npm run rollback-v1 -- --to 10"],
    ["050-percent", ["010-percent", 10], "npm run rollback-v1 -- --to 10"],
    ["050-percent", null, "npm run rollback-v1 -- --to 50"],
    [null, ["050-percent", 50], "npm run rollback-v1 -- --to 0"],
  ] as const) {
    it(`never goes up: ${copy} put back where the journal says ${journal?.[0] ?? "nothing"}: ${expected}`, async (t) => {
      const context = await contextOf(t, {}, journal === null ? [] : [reached(journal[0], journal[1])]);
      writeCopy(context.instance, 9, stateText(copy));
      const chosen = copyNamed(context.instance, "latest");
      assert.equal(await commandAfter(context.instance, chosen, context.stacks.stages), expected);
    });
  }
});
