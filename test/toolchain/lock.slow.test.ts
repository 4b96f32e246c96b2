import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { lockHolder, withLock } from "../../scripts/toolchain/lock.ts";
import { isAlive, thisProcess } from "../../scripts/toolchain/process-owner.ts";

const folder = mkdtempSync(join(tmpdir(), "lock-test-"));
after(() => rmSync(folder, { recursive: true }));

const quiet = { what: "building", report: () => {} };
const lockText = (changes: object) =>
  JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: null,
    id: "x",
    since: Date.now(),
    ...changes,
  });

describe("the lock", () => {
  it("gives back what the work returns and leaves no file behind", async () => {
    const path = join(folder, "deeper", "a.lock");
    const pid = await withLock(path, quiet, async () => JSON.parse(readFileSync(path, "utf8")).pid);
    assert.equal(pid, process.pid);
    assert.deepEqual(readdirSync(join(folder, "deeper")), []);
  });

  it("is free again after the work has failed", async () => {
    const path = join(folder, "b.lock");
    await assert.rejects(
      withLock(path, quiet, () => Promise.reject(new Error("no disk"))),
      new Error("no disk"),
    );
    assert.equal(await withLock(path, quiet, async () => "free"), "free");
  });

  it("lets twenty runs at once through one after the other", async () => {
    const path = join(folder, "c.lock");
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await pause(1);
      inside--;
    };
    await Promise.all(Array.from({ length: 20 }, () => withLock(path, quiet, work)));
    assert.equal(most, 1);
  });

  it("tells a waiting run who is at work", async () => {
    const path = join(folder, "d.lock");
    const lines: string[] = [];
    const first = withLock(path, quiet, () => pause(300));
    await pause(50);
    await withLock(path, { what: "building", report: (line) => lines.push(line) }, async () => {});
    await first;
    assert.deepEqual(lines, [`another run is building (pid ${process.pid}, for 0 s): waiting for it`]);
  });

  it("refuses instead of waiting where it is asked to, and leaves the owner's lock alone", async () => {
    const path = join(folder, "refused.lock");
    const refuse = ({ pid }: { readonly pid: number }): never => {
      throw new Error(`${pid} is at work`);
    };
    const first = withLock(path, { ...quiet, refuse }, () => pause(300));
    await pause(50);
    await assert.rejects(
      withLock(path, { ...quiet, refuse }, async () => {}),
      new Error(`${process.pid} is at work`),
    );
    assert.equal((await lockHolder(path))?.pid, process.pid);
    await first;
  });

  it("stops waiting when it is aborted", async () => {
    const path = join(folder, "e.lock");
    writeFileSync(path, lockText({}));
    const waiting = withLock(path, { ...quiet, signal: AbortSignal.timeout(50) }, async () => {});
    await assert.rejects(waiting, { name: "AbortError" });
    assert.equal((await lockHolder(path))?.pid, process.pid);
  });

  it("takes over from an owner that was killed, even when many wait", async () => {
    const path = join(folder, "f.lock");
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    writeFileSync(path, lockText({ pid: child.pid }));
    assert.equal((await lockHolder(path))?.pid, child.pid);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.equal(await lockHolder(path), null);
    const lines: string[] = [];
    let inside = 0;
    const work = async () => {
      assert.equal(++inside, 1);
      await pause(2);
      inside--;
    };
    const options = { what: "building", report: (line: string) => lines.push(line) };
    await Promise.all(Array.from({ length: 10 }, () => withLock(path, options, work)));
    assert.ok(lines.includes(`removed the lock of a run that has ended (pid ${child.pid})`));
  });

  it("recognises a pid that was given out again by its start time", async () => {
    const path = join(folder, "g.lock");
    writeFileSync(path, lockText({ started: 1 }));
    assert.equal(await withLock(path, quiet, async () => "taken"), "taken");
  });

  it("takes over an unreadable lock file", async () => {
    const path = join(folder, "h.lock");
    writeFileSync(path, "half a fi");
    const lines: string[] = [];
    await withLock(path, { what: "building", report: (line) => lines.push(line) }, async () => {});
    assert.deepEqual(lines, ["removed the lock of a run that has ended (unreadable)"]);
  });

  it("never takes over from another host and says how to", async () => {
    const path = join(folder, "i.lock");
    writeFileSync(path, lockText({ host: "elsewhere", pid: 7 }));
    const lines: string[] = [];
    const options = {
      what: "building",
      report: (line: string) => lines.push(line),
      signal: AbortSignal.timeout(50),
    };
    await assert.rejects(
      withLock(path, options, async () => {}),
      { name: "AbortError" },
    );
    assert.deepEqual(lines, [
      `another run is building (pid 7, for 0 s on elsewhere; if it has ended, remove ${path}): waiting for it`,
    ]);
  });
});

describe("the owner of a lock", () => {
  it("is alive while it is this process", () => assert.equal(isAlive(thisProcess()), true));
  it("is dead when its pid never existed", () =>
    assert.equal(isAlive({ pid: 2 ** 22 + 1, host: hostname(), started: null }), false));
});
