import assert from "node:assert/strict";
import { test } from "node:test";
import { requireSpace, shortages, spaceNeeds } from "../../scripts/toolchain/space.ts";

const images = { path: "/var/lib/docker", what: "images", bytes: 1e9 };
const cache = { path: "/home/ada/cache", what: "the base image", bytes: 0.6e9 };

test("a disk that has to hold two things must have room for both", () => {
  assert.deepEqual(shortages([{ needs: [images, cache], free: 1.5e9 }]), [
    "not enough disk space: 1.6 GB are needed (images 1.0 GB in /var/lib/docker, the base image 0.6 GB in /home/ada/cache), 1.5 GB are free",
  ]);
});

test("two disks are looked at one by one", () => {
  assert.deepEqual(
    shortages([
      { needs: [images], free: 1e9 },
      { needs: [cache], free: 0.6e9 },
    ]),
    [],
  );
});

test("a folder that does not exist yet counts for the disk it will be made on", async () => {
  await requireSpace([{ path: "/no/such/folder", what: "images", bytes: 1 }]);
});

test("too little room stops before anything is written, and says what to do", async () => {
  await assert.rejects(requireSpace([{ path: "/", what: "images", bytes: 1e18 }]), {
    id: "SSM-NO-SPACE",
    exitCode: 1,
    message:
      /^not enough disk space: 1000000000\.0 GB are needed \(images 1000000000\.0 GB in \/\), \d+\.\d GB are free\nfree some space, or put the cache elsewhere with SSM_CACHE_DIR, and run this command again$/,
  });
});

test("work that is done already needs no room", () => {
  assert.deepEqual(spaceNeeds([], "/cache"), []);
  assert.deepEqual(spaceNeeds(["start-engine", "service-images"], "/cache"), []);
});

test("Pulumi and the base image are made in the cache, images in the engine", () => {
  const paths = spaceNeeds(["base-image", "packaged-images", "pulumi"], "/cache").map((need) => need.path);
  assert.deepEqual(paths, ["/cache", "/var/lib/docker", "/cache"]);
});
