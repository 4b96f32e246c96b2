import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diagnose } from "../../../scripts/doctor/diagnose.ts";
import { complaint, complaints, healthy } from "../healthy.ts";

describe("of room the doctor", () => {
  it("compares the disk with what the next start writes, and wants 1 GB to spare", () => {
    const disk = (free: number) => ({
      disks: [{ needs: [{ what: "Pulumi", bytes: 6e9, path: "/" }], free }],
    });
    const full = complaint(disk(5.9e9));
    assert.deepEqual(
      [full.level, full.found, full.expected],
      ["problem", "5.9 GB free for Pulumi", "6.0 GB for what the next npm start makes"],
    );
    assert.equal(complaint(disk(6.5e9)).level, "warning");
    assert.deepEqual(complaints(disk(7e9)), []);
  });

  it("removes parts of the cache that are unfinished, or of other pins and not used for a week", () => {
    const old = [
      { path: "/cache/pulumi/3.1.0-a", bytes: 3e8, idleDays: 7.5, unfinished: false },
      { path: "/cache/pulumi/3.2.0-b", bytes: 3e8, idleDays: 6.9, unfinished: false },
      { path: "/cache/pulumi/3.2.0-b.building-7", bytes: 1e6, idleDays: 0, unfinished: true },
    ];
    const { repair, found } = complaint({ cache: { ...healthy.cache, old } });
    const paths = ["/cache/pulumi/3.1.0-a", "/cache/pulumi/3.2.0-b.building-7"];
    assert.deepEqual(repair, { kind: "remove-parts", paths, bytes: 3.01e8 });
    assert.equal(found, `2 parts that nobody uses, 301 MB:\n${paths.join("\n")}`);
  });

  it("leaves alone what another checkout used lately", () => {
    const old = [{ path: "/cache/pulumi/3.2.0-b", bytes: 3e8, idleDays: 0.1, unfinished: false }];
    assert.deepEqual(complaints({ cache: { ...healthy.cache, old } }), []);
  });

  it("removes images that were replaced a week ago", () => {
    const oldImages = [
      { reference: "ssm-lab/v1:old", bytes: 2e8, age: 30 },
      { reference: "ssm-lab/v1:new", bytes: 2e8, age: 1 },
    ];
    const { repair } = complaint({ contents: { instances: [], published: {}, oldImages } });
    assert.deepEqual(repair, { kind: "remove-images", references: ["ssm-lab/v1:old"], bytes: 2e8 });
  });

  it("lets the next run take over the lock of a dead one", () => {
    const findings = diagnose({ ...healthy, cache: { ...healthy.cache, deadLocks: ["/cache/images.lock"] } });
    const lock = findings.find(({ id }) => id === "stale-lock");
    assert.deepEqual([lock?.level, lock?.fix], ["ok", "the next run takes it over"]);
  });
});
