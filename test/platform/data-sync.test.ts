import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { it } from "node:test";
import { askDataSync } from "../../scripts/platform/data-sync.ts";
import { contextOf } from "../support/context.ts";
import { partOf } from "../support/fake-engine.ts";

it("a data-sync that does not run cannot be asked, and it is said how to start it", async (t) => {
  for (const containers of [
    [],
    [partOf("data-sync", { state: "exited", status: "Exited (137) 4 seconds ago" })],
  ]) {
    const context = await contextOf(t, { containers });
    await assert.rejects(askDataSync(context)(["status"]), {
      id: "SSM-NO-SYNC",
      exitCode: 1,
      message:
        "data-sync does not run, so nothing is carried; `npm run deploy-v2 -- <the stage that is reached>` starts what is missing",
    });
  }
});

it("what data-sync says names next commands for this instance, and what it tells programs stays as it is", async (t) => {
  const said = "to go on: npm run sync -- unfreeze; déjà vu\nnpm run sync";
  const containers = [partOf("data-sync")];
  const context = await contextOf(t, { containers, run: () => ({ code: 2, output: said }) });
  const { argv } = process;
  t.after(() => {
    process.argv = argv;
  });
  process.argv = ["node", "sync.ts", "--instance", "blue"];
  const asked = async (...args: string[]) => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    assert.equal(await askDataSync(context, { stdout, stderr })(args), 2);
    return text(stdout.end());
  };
  assert.equal(
    await asked("status"),
    "to go on: npm run sync -- --instance blue unfreeze; déjà vu\nnpm run sync -- --instance blue",
  );
  assert.equal(await asked("status", "--json"), said);
});
