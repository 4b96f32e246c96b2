import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { promisify } from "node:util";
import { type Shell, shellScript } from "../../scripts/completion/shells.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";

const run = promisify(execFile);

/** A script for this checkout, reached through a folder whose name a careless script would break at. */
function scriptFor(shell: Shell, t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "it's a shell-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const root = join(folder, "check out");
  symlinkSync(projectDir, root);
  return shellScript(shell, {
    entry: join(root, "scripts/run.mjs"),
    node: process.execPath,
    answer: join(root, "scripts/completion/answer.ts"),
  });
}

/** Runs a real bash that has read the script. */
async function bash(t: TestContext, commands: string): Promise<string[]> {
  const script = `${scriptFor("bash", t)}\n${commands}`;
  const { stdout } = await run("bash", ["--norc", "-eu", "-c", script]);
  return stdout.trimEnd().split("\n");
}

/** What bash offers when Tab is pressed after the last of these words. */
function offered(t: TestContext, ...words: string[]): Promise<string[]> {
  const list = ["ssm", ...words].map((word) => `'${word}'`).join(" ");
  return bash(t, `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _ssm; printf '%s\\n' "\${COMPREPLY[@]}"`);
}

describe("in bash, ssm", () => {
  it("is registered, and completes commands, stages and options", async (t) => {
    assert.deepEqual(await bash(t, "complete -p ssm"), ["complete -o nosort -F _ssm ssm"]);
    assert.deepEqual(await offered(t, "kill"), ["kill-switch"]);
    assert.deepEqual(await offered(t, "deploy-v2", "7"), ["75"]);
    assert.deepEqual(await offered(t, "render", "--place", "=", "p"), ["production"]);
  });

  it("looks no further than the cursor", async (t) => {
    const printed = await bash(
      t,
      `COMP_WORDS=(ssm do --yes); COMP_CWORD=1; _ssm; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
    assert.deepEqual(printed, ["doctor", "down"]);
  });

  it("evaluates nothing that was typed", async (t) => {
    const mark = join(tmpdir(), `typed-${process.pid}`);
    const words = await offered(t, "deploy-v2", `$(touch ${mark})`, `\`touch ${mark}\``, "--dry");
    assert.deepEqual(words, ["--dry-run"]);
    assert.ok(!existsSync(mark));
  });

  it("runs a command of the checkout from any folder, and ends with its exit code", async (t) => {
    const printed = await bash(t, "cd /; ssm completion fish | head -1; ssm nonsense 2>/dev/null || echo $?");
    assert.match(printed[0] ?? "", /^function ssm; node '.*\/scripts\/run\.mjs' \$argv; end$/);
    assert.equal(printed[1], "1");
  });
});

describe("the scripts for zsh and fish", () => {
  it("ask the same program, with paths quoted for the shell", (t) => {
    const zsh = scriptFor("zsh", t);
    assert.match(zsh, /^ssm\(\) \{ node '\/.*it'\\''s a shell-.*\/check out\/scripts\/run\.mjs' "\$@" \}\n/);
    assert.match(zsh, /answer\.ts' "\$\{\(@\)words\[2,CURRENT\]\}" 2>\/dev\/null/);
    assert.match(zsh, /\ncompdef _ssm ssm$/);
    const fish = scriptFor("fish", t);
    assert.match(fish, /\ncomplete -c ssm -f -k -a '\(.*answer\.ts\\' \(commandline -opc\)\[2\.\.\] /);
  });
});
