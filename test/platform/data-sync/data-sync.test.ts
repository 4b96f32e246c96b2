import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { it } from "node:test";
import { askDataSync, readAnswers } from "../../../scripts/platform/data-sync/data-sync.ts";
import { contextOf } from "../../support/context.ts";
import { partOf } from "../../support/fake-engine.ts";

it("a data-sync that does not run cannot be asked, and it is said how to start it", async (t) => {
  for (const containers of [
    [],
    [partOf("data-sync", { state: "exited", status: "Exited (137) 4 seconds ago" })],
  ]) {
    const context = await contextOf(t, { containers });
    await assert.rejects(
      askDataSync(context)(["status"], () => {}),
      {
        id: "SSM-NO-SYNC",
        exitCode: 1,
        message: "data-sync does not run, so nothing is carried; npm run heal starts it again",
      },
    );
  }
});

it("what is no answer is shown as it is, but for what could trouble a terminal", async (t) => {
  const shown = t.mock.method(console, "error", () => {});
  const heard: object[] = [];
  await readAnswers(Readable.from(['{"left":0}\n5\n', "\u001b[2Jno such", " file\n"]), (answer) =>
    heard.push(answer),
  );
  assert.deepEqual(heard, [{ left: 0 }]);
  assert.deepEqual(
    shown.mock.calls.map((call) => call.arguments[0]),
    ["5", "\\u001b[2Jno such file"],
  );
});
