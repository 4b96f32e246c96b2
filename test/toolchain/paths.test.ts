import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { cacheDir, cachePath, stateDir, statePath } from "../../scripts/toolchain/paths.ts";

test("SSM_CACHE_DIR names the cache folder itself", () => {
  assert.equal(cachePath({ SSM_CACHE_DIR: "/big/cache", XDG_CACHE_HOME: "/other" }), "/big/cache");
});

test("without it the cache lies where the desktop standard puts it", () => {
  assert.equal(cachePath({ XDG_CACHE_HOME: "/xdg" }), "/xdg/supersmartmatch");
  assert.equal(cachePath({}), join(homedir(), ".cache/supersmartmatch"));
});

test("the state of every instance has a folder of its own", () => {
  assert.equal(statePath("lab", "lab", { SSM_STATE_DIR: "/state" }), "/state/lab/lab");
  assert.equal(statePath("lab", "test-7", { XDG_STATE_HOME: "/xdg" }), "/xdg/supersmartmatch/lab/test-7");
  assert.equal(statePath("lab", "lab", {}), join(homedir(), ".local/state/supersmartmatch/lab/lab"));
});

test("a name that could leave the folder is refused", () => {
  for (const name of ["../up", "", "Lab", "a/b", "-x", "a".repeat(32)]) {
    assert.throws(() => statePath("lab", name, {}), {
      id: "SSM-BAD-NAME",
      message: `instance must be lower-case letters, digits and dashes, begin with a letter and have at most 21 characters, got ${JSON.stringify(name)}`,
    });
  }
});

test("folders are made on demand and only their owner can look into them", () => {
  const root = mkdtempSync(join(tmpdir(), "ssm-paths-"));
  try {
    const cache = cacheDir({ SSM_CACHE_DIR: join(root, "cache") });
    const state = stateDir("lab", "lab", { SSM_STATE_DIR: join(root, "state") });
    assert.equal(statSync(cache).mode & 0o777, 0o700);
    assert.equal(statSync(state).mode & 0o777, 0o700);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("a folder that cannot be made ends in a refusal, also where Node's recursive mkdir never ends", () => {
  assert.throws(() => stateDir("lab", "lab", { SSM_STATE_DIR: "/proc/nope" }), {
    code: "ENOENT",
    syscall: "mkdir",
    path: "/proc/nope",
  });
});
