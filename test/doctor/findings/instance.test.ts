import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose } from "../../../scripts/doctor/diagnose.ts";
import { complaint, healthy, instance } from "../healthy.ts";

describe("of the instance the doctor", () => {
  it("says what makes it when there is none", () => {
    const facts = { ...healthy, ...instance({ state: "absent" }), contents: null };
    const found = diagnose(facts).find(({ id }) => id === "instance");
    assert.deepEqual([found?.level, found?.fix], ["ok", "npm start makes it, in /state/lab/lab"]);
    assert.ok(!diagnose(facts).some(({ id }) => id === "passphrase"));
  });

  it("tells a folder that may not be read, or whose description is damaged", () => {
    assert.match(complaint(instance({ state: "forbidden" })).fix ?? "", /^run the command as that user/);
    const damage = "/state/lab/lab/instance.json is of another instance";
    assert.equal(complaint(instance({ state: "damaged", damage })).found, damage);
  });

  it("closes what others may read", () => {
    const open = ["/state/lab/lab", "/state/lab/lab/passphrase"];
    const { level, found, repair } = complaint(instance({ open }));
    assert.deepEqual(
      [level, found, repair],
      ["problem", "others may read or write lab, passphrase", { kind: "set-modes", paths: open }],
    );
  });

  it("misses the passphrase, and a state that can be read", () => {
    assert.equal(complaint(instance({ passphrase: false })).level, "problem");
    assert.equal(
      complaint(instance({ pulumiState: "damaged" })).fix,
      "bring back the newest copy that is whole; 3 backups in /state/lab/lab/backups",
    );
  });

  it("says what holds the next change up", () => {
    assert.match(complaint({ killed: true }).fix ?? "", /kill-switch -- off --reason/);
    assert.equal(complaint(instance({ changing: 71 })).found, "process 71 is changing the platform");
    assert.equal(
      complaint(instance({ unsettled: "the deploy of 010-percent has not ended" })).level,
      "warning",
    );
    assert.equal(complaint(instance({ torn: [3, 8] })).found, "2 lines cannot be read: 3, 8");
  });

  it("tells a thrown kill switch once, though the journal says it too", () => {
    const unsettled = "the kill switch is on since 2026-11-22T20:00:00Z";
    assert.equal(complaint({ killed: true, ...instance({ unsettled }) }).id, "kill-switch");
  });
});
