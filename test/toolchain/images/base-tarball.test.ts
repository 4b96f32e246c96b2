import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  ensureTarball,
  hasTarball,
  noBootstrap,
  recipeId,
} from "../../../scripts/toolchain/images/base-tarball.ts";

test("a whole tarball of the cache is used as it is", async () => {
  const cache = mkdtempSync(join(tmpdir(), "ssm-tarball-"));
  try {
    assert.equal(await hasTarball(cache), false);
    const path = join(cache, "images", `base-${recipeId()}.tar`);
    mkdirSync(join(cache, "images"));
    writeFileSync(path, "a file system");
    const sha256 = createHash("sha256").update("a file system").digest("hex");
    writeFileSync(path.replace(/tar$/, "json"), JSON.stringify({ sha256 }));
    assert.equal(await hasTarball(cache), true);
    assert.deepEqual(await ensureTarball({ cacheDir: cache, report: assert.fail }), { path, sha256 });
  } finally {
    rmSync(cache, { recursive: true });
  }
});

test("where mmdebstrap cannot be installed, three lines say what else there is", () => {
  assert.equal(
    noBootstrap({ user: "ada", distribution: "fedora" }).message,
    [
      "the lab's base image is made with mmdebstrap, which needs root on Debian or Ubuntu to be installed (found ada on fedora)",
      "install mmdebstrap yourself, or run this command as root on Debian or Ubuntu",
      "or, where an image registry can be reached, set SSM_BASE_IMAGE=debian:forky-slim",
    ].join("\n"),
  );
});
