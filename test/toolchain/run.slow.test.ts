import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type FreshClone, inFreshClone } from "./fresh-clone.ts";

type Check = (clone: FreshClone) => Promise<void>;
const claims: [string, Check][] = [];

function claim(name: string, check: Check): void {
  claims.push([name, check]);
}

claim("a fresh clone installs its packages once and runs the command with its arguments", async (clone) => {
  const first = await clone.run(["demo", "0", "--loud"]);
  assert.equal(first.output, "demo 0 --loud\n");
  assert.match(
    first.messages,
    /^installing the pinned packages \(npm ci, about 20 s\)\ninstalled the pinned packages in \d+ s\n$/,
  );
  const second = await clone.run(["demo"]);
  assert.deepEqual(second, { code: 0, output: "demo \n", messages: "" });
  assert.equal(clone.installations(), 1);
});

claim("packages are installed again when the lock file has changed", async (clone) => {
  await clone.run(["demo"]);
  clone.write(
    "package-lock.json",
    '{"packages":{"node_modules/a":{"version":"1.0.1","integrity":"sha512-b"}}}',
  );
  await clone.run(["demo"]);
  assert.equal(clone.installations(), 2);
});

claim("a half-finished installation is done again", async (clone) => {
  await clone.run(["demo"]);
  rmSync(join(clone.root, "node_modules/.package-lock.json"));
  assert.equal((await clone.run(["demo"])).code, 0);
  assert.equal(clone.installations(), 2);
});

claim(
  "an optional package of another processor need not be there, one of this machine must",
  async (clone) => {
    const optional = (cpu: string) =>
      JSON.stringify({
        packages: { "node_modules/n": { version: "1", optional: true, os: [process.platform], cpu } },
      });
    clone.write("package-lock.json", optional(process.arch === "x64" ? "arm64" : "x64"));
    clone.write("node_modules/.package-lock.json", '{"packages":{}}');
    assert.equal((await clone.run(["demo"])).messages, "");
    clone.write("package-lock.json", optional(process.arch));
    await clone.run(["demo"]);
    assert.equal(clone.installations(), 1);
  },
);

claim("of two runs at once one installs and the other waits for it", async (clone) => {
  const first = clone.start(["demo"], { NPM_WAITS: "1" });
  const npm = await clone.npmAtWork();
  const second = clone.start(["demo"]);
  await second.warns;
  clone.write("npm-may-end", "");
  assert.equal((await first.ended).code, 0);
  assert.deepEqual(await second.ended, {
    code: 0,
    output: "demo \n",
    messages: `another run is installing the packages (pid ${npm}): waiting for it\n`,
  });
  assert.equal(clone.installations(), 1);
});

claim("the lock of a dead run is taken over", async (clone) => {
  await clone.run(["demo"]);
  rmSync(join(clone.root, "node_modules"), { recursive: true });
  const { pid } = clone.start(["demo"], { NPM_WAITS: "1" });
  const npm = await clone.npmAtWork();
  process.kill(pid, "SIGKILL");
  process.kill(npm, "SIGKILL");
  const { code, output } = await clone.run(["demo"]);
  assert.deepEqual({ code, output }, { code: 0, output: "demo \n" });
  assert.deepEqual(readdirSync(clone.cache), []);
});

claim("an npm that outlives its killed run is waited for, not run over", async (clone) => {
  const killed = clone.start(["demo"], { NPM_WAITS: "1" });
  const npm = await clone.npmAtWork();
  process.kill(killed.pid, "SIGKILL");
  const { ended, warns } = clone.start(["demo"]);
  await warns;
  clone.write("npm-may-end", "");
  const { code, messages } = await ended;
  assert.equal(code, 0);
  assert.equal(messages, `another run is installing the packages (pid ${npm}): waiting for it\n`);
  assert.equal(clone.installations(), 1);
});

claim("an interrupted installation says so and ends with the signal's code", async (clone) => {
  const { pid, ended } = clone.start(["demo"], { NPM_WAITS: "1" });
  await clone.npmAtWork();
  process.kill(pid, "SIGINT");
  const { code, messages } = await ended;
  assert.equal(code, 130);
  assert.match(messages, /interrupted; the next run installs the packages from the beginning\n$/);
  assert.equal((await clone.run(["demo"])).code, 0);
});

claim("a failure of npm shows what npm said and what to do", async (clone) => {
  const hints: [string, string][] = [
    [
      "npm error code ENOTFOUND",
      "the package registry cannot be reached: check the network, the proxy and npm's registry setting, then run this command again",
    ],
    [
      "npm error code ENOSPC",
      "the disk is full: free some space (1 GB is enough for this step) and run this command again",
    ],
    [
      "npm error code EACCES",
      "node_modules cannot be written: check who owns the project's folder, then run this command again",
    ],
    [
      "npm error code EUSAGE",
      "package.json and package-lock.json disagree: run npm install, then this command again",
    ],
    ["npm error code E418", "run this command again; npm ci --ignore-scripts shows everything npm says"],
  ];
  for (const [said, hint] of hints) {
    const { code, messages } = await clone.run(["demo"], { NPM_SAYS: said });
    assert.equal(code, 4);
    assert.deepEqual(messages.trim().split("\n"), [
      "installing the pinned packages (npm ci, about 20 s)",
      "the pinned packages could not be installed (npm ci ended with code 1)",
      `  ${said}`,
      `${hint} [SSM-PACKAGES]`,
    ]);
  }
});

claim("a registry that does not answer is noticed after ten requests", async (clone) => {
  const attempts = Array.from(
    { length: 10 },
    (_, n) => `npm http fetch GET https://registry/${n} attempt 1 failed with EAI_AGAIN`,
  );
  const { code, messages } = await clone.run(["demo"], { NPM_WAITS: "1", NPM_SHOWS: attempts.join("\n") });
  assert.equal(code, 4);
  assert.deepEqual(messages.trim().split("\n").slice(1), [
    "the pinned packages could not be installed (no registry answered)",
    "the package registry cannot be reached: check the network, the proxy and npm's registry setting, then run this command again [SSM-PACKAGES]",
  ]);
});

claim("a cache folder that cannot be made is told in words, with an id", async (clone) => {
  clone.write("a-file", "");
  const { code, messages } = await clone.run(["demo"], { SSM_CACHE_DIR: join(clone.root, "a-file/cache") });
  assert.equal(code, 4);
  assert.match(
    messages,
    /^the packages are not installed: ENOTDIR: .*\nallow it, make room, or name another folder with SSM_CACHE_DIR, then run this command again \[SSM-FOLDER\]\n$/,
  );
});

claim("an npm cache that is older than the lock file is gone past", async (clone) => {
  const first = await clone.run(["demo"], { NPM_SAYS_OFFLINE: "npm error code ETARGET" });
  assert.equal(first.code, 0);
  assert.equal(clone.installations(), 2);
});

claim("the command's exit code is passed on", async (clone) => {
  assert.equal((await clone.run(["demo", "3"])).code, 3);
});

claim("Ctrl-C reaches the command exactly once, even when it arrives twice", async (clone) => {
  await clone.run(["demo"]);
  const { pid, ended, speaks } = clone.start(["demo", "2"], { DEMO_TAKES: "1000" });
  await speaks;
  process.kill(pid, "SIGINT");
  await pause(20);
  process.kill(pid, "SIGINT");
  assert.deepEqual(await ended, { code: 2, output: "demo 2\ninterrupted\n", messages: "" });
});

claim("a command that a signal ended passes it on as 128 and its number", async (clone) => {
  await clone.run(["demo"]);
  const { pid, ended, speaks } = clone.start(["demo"], { DEMO_TAKES: "30000" });
  await speaks;
  process.kill(pid, "SIGTERM");
  assert.equal((await ended).code, 143);
});

claim("a program that asks with --json gets the failure as one object, in English", async (clone) => {
  const said = { NPM_SAYS: "npm error code EACCES", LC_ALL: "fr_FR.UTF-8" };
  const asked = await clone.run(["demo", "--json"], said);
  const message =
    "the pinned packages could not be installed (npm ci ended with code 1)\n  npm error code EACCES\nnode_modules cannot be written: check who owns the project's folder, then run this command again";
  assert.deepEqual(JSON.parse(asked.output), { error: { id: "SSM-PACKAGES", exitCode: 4, message } });
  const french = await clone.run(["demo"], said);
  assert.match(french.messages, /les paquets fixés n'ont pu être installés .*\n.*\n.* \[SSM-PACKAGES\]\n$/);
});

claim("a command in plain JavaScript runs without any package", async (clone) => {
  clone.write("scripts/plain.mjs", "/** Needs nothing. */\nconsole.log('plain');\n");
  assert.deepEqual(await clone.run(["plain"]), { code: 0, output: "plain\n", messages: "" });
  assert.equal(existsSync(join(clone.root, "npm-calls")), false);
});

claim("a Node that is too old is refused before anything else", async (clone) => {
  const old = "--import=data:text/javascript,Object.defineProperty(process,'version',{value:'v18.19.0'})";
  assert.deepEqual(await clone.run(["demo"], { NODE_OPTIONS: old }), {
    code: 1,
    output: "",
    messages:
      "this project needs Node 20 or newer to start, found v18.19.0\ninstall a newer Node (the rest, Node 24 included, is installed by the project itself) [SSM-OLD-NODE]\n",
  });
});

// each check mostly waits, so several run at once, with a fresh clone of its own
describe("the entry of every command", { concurrency: 4 }, () => {
  for (const [name, check] of claims) it(name, () => inFreshClone(check));
});
