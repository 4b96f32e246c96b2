import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  backUpState,
  copiesOf,
  presentState,
  refuseBrokenState,
  stateFile,
} from "../../../scripts/platform/pulumi/state-copies.ts";
import { contextOf } from "../../support/context.ts";
import { stateText, writeCopy, writeState } from "../../support/states.ts";

const instanceOf = async (t: TestContext) => (await contextOf(t)).instance;

describe("a copy of the state", () => {
  it("is made beside it, and the newest 20 are kept", async (t) => {
    const instance = await instanceOf(t);
    writeState(instance, "the state");
    for (let hour = 0; hour < 24; hour++) writeCopy(instance, hour, "old");
    backUpState(instance);
    const kept = readdirSync(join(instance.dir, "backups")).sort();
    assert.equal(kept.length, 20);
    assert.equal(kept[0], "2026-11-25T05-00-00.000Z.json");
    assert.equal(readFileSync(join(instance.dir, "backups", kept.at(-1) ?? ""), "utf8"), "the state");
  });

  it("is not made twice of the same state", async (t) => {
    const instance = await instanceOf(t);
    writeState(instance, stateText("010-percent"));
    backUpState(instance);
    backUpState(instance);
    assert.equal(copiesOf(instance).length, 1);
  });

  it("needs a state", async (t) => {
    const instance = await instanceOf(t);
    backUpState(instance);
    assert.ok(!readdirSync(instance.dir).includes("backups"));
  });

  it("is listed with its time, size and stage, the newest first; other files are none", async (t) => {
    const instance = await instanceOf(t);
    assert.deepEqual(copiesOf(instance), []);
    writeCopy(instance, 9, "{");
    writeFileSync(join(instance.dir, "backups", "notes.json"), "mine");
    const name = writeCopy(instance, 11, stateText("050-percent"));
    const [newest, older, ...rest] = copiesOf(instance);
    assert.deepEqual(newest, {
      name,
      time: "2026-11-25T11:00:00.000Z",
      bytes: Buffer.byteLength(stateText("050-percent")),
      state: { readable: true, stage: "050-percent", resources: 2 },
    });
    assert.deepEqual([older?.state.readable, rest], [false, []]);
  });
});

describe("the present state", () => {
  it("is none before the first deploy, and missing when copies tell that there was one", async (t) => {
    const instance = await instanceOf(t);
    assert.equal(presentState(instance), null);
    refuseBrokenState(instance);
    writeCopy(instance, 9, stateText("010-percent"));
    assert.deepEqual(presentState(instance), { readable: false, problem: "it is missing" });
  });

  it("is refused when it is corrupt, with the copy to put back and the command for it", async (t) => {
    const instance = await instanceOf(t);
    writeState(instance, "");
    writeCopy(instance, 9, stateText("025-percent"));
    writeCopy(instance, 10, "torn");
    const file = stateFile(instance);
    assert.throws(() => refuseBrokenState(instance), {
      id: "SSM-STATE",
      exitCode: 1,
      message: `the state of lab is CORRUPT: it is empty (${file}); nothing was changed, the platform goes on serving\nput back its newest readable copy (2026-11-25T09-00-00.000Z: 025-percent, 2 resources): npm run state -- restore latest`,
    });
    rmSync(join(instance.dir, "backups"), { recursive: true });
    assert.throws(() => refuseBrokenState(instance), {
      message: `the state of lab is CORRUPT: it is empty (${file}); nothing was changed, the platform goes on serving\nthere is no readable copy of it in ${join(instance.dir, "backups")}; put one of your own there and run: npm run state -- restore NAME`,
    });
  });

  it("is accepted when it is readable", async (t) => {
    const instance = await instanceOf(t);
    writeState(instance, stateText(null));
    refuseBrokenState(instance);
  });
});
