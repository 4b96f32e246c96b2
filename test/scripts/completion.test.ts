import assert from "node:assert/strict";
import { it } from "node:test";
import { runCommandFile } from "../support/run-command.ts";

it("npm run completion prints a script for a shell that it knows, and names them all for another", async (t) => {
  const bash = await runCommandFile(t, "completion.ts", ["bash"]);
  assert.deepEqual([bash.code, bash.error], [0, ""]);
  assert.match(bash.out, /^ssm\(\) .*\n_ssm\(\) .*\ncomplete -o nosort -F _ssm ssm\n$/);
  assert.deepEqual(await runCommandFile(t, "completion.ts", ["tcsh"]), {
    code: 1,
    out: "",
    error: 'completion: expected one of bash, zsh, fish, got "tcsh" [SSM-SHELL]\n',
  });
});
