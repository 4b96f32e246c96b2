import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { lookAtCache } from "../../scripts/doctor/facts/caches.ts";
import { recipeId } from "../../scripts/toolchain/images/base-tarball.ts";
import { thisProcess } from "../../scripts/toolchain/process-owner.ts";
import { pulumiRoots } from "../../scripts/toolchain/pulumi.ts";

const WEEK = 7 * 86_400;

/** A cache with the present pins, older ones and what a broken-off run left. */
function cacheOf(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), "cache-"));
  t.after(() => rmSync(dir, { recursive: true }));
  const write = (path: string, text: string) => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  };
  const { built } = pulumiRoots(dir);
  const old = join(dir, "pulumi", "3.1.0-0123456789abcdef");
  write(join(built, "bin", "pulumi"), "now");
  write(join(old, "bin", "pulumi"), "then");
  const then = Date.now() / 1000 - WEEK;
  utimesSync(join(old, "bin", "pulumi"), then, then);
  write(join(`${built}.building-77`, "source", "go.mod"), "half");
  write(join(dir, "images", `base-${recipeId()}.tar`), "now");
  write(join(dir, "images", `base-${recipeId()}.tar.88.partial`), "half");
  write(join(dir, "images", "base-000000000000.tar"), "then");
  write(join(dir, "dockerd.log"), "");
  const hold = (lock: string, owner: object) =>
    write(join(dir, lock), JSON.stringify({ ...thisProcess(), id: "x", since: Date.now(), ...owner }));
  return { dir, hold, built };
}

describe("the cache", () => {
  it("is old where it is of other pins or of runs that broke off, whole folders by their size and last use", async (t) => {
    const { dir, built } = cacheOf(t);
    const { old, deadLocks } = await lookAtCache(dir);
    const shown = old.map(({ path, bytes, idleDays, unfinished }) => [
      basename(path),
      bytes,
      Math.round(idleDays),
      unfinished,
    ]);
    assert.deepEqual(
      shown.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ["3.1.0-0123456789abcdef", 4, 7, false],
        [`${basename(built)}.building-77`, 4, 0, true],
        ["base-000000000000.tar", 4, 0, false],
        [`base-${recipeId()}.tar.88.partial`, 4, 0, true],
      ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    assert.deepEqual(deadLocks, []);
  });

  it("is not looked into where a living run works", async (t) => {
    const { dir, hold } = cacheOf(t);
    hold("pulumi/lock", {});
    hold("images.lock", {});
    assert.deepEqual((await lookAtCache(dir)).old, []);
  });

  it("has dead locks where a run was killed", async (t) => {
    const { dir, hold } = cacheOf(t);
    hold("images.lock", { started: 1 });
    hold("engine.lock", {});
    assert.deepEqual((await lookAtCache(dir)).deadLocks, [join(dir, "images.lock")]);
  });

  it("need not be there", async () => {
    assert.deepEqual(await lookAtCache("/nowhere/at/all"), {
      dir: "/nowhere/at/all",
      old: [],
      deadLocks: [],
    });
  });
});
