import assert from "node:assert/strict";
import { assertExit, assertSays, command, type Outcome } from "./support/commands.ts";
import { journal, reach } from "./support/platform.ts";
import { story } from "./support/story.ts";

story("two people do the same at the same time, at 25 %", (part) => {
  part("of two deploy-v2 one changes the platform, and the other is told who does", async () => {
    const context = await reach(25);
    const before = (await journal(context)).length;
    const [done, refused] = await twice("deploy-v2.ts", ["25"]);
    assertExit(done, 0);
    assertExit(refused, 1);
    assertSays(refused, /another change of \S+ is running \(pid \d+\); wait for it \[SSM-BUSY\]/);
    const entries = (await journal(context)).slice(before).map(({ what }) => what);
    assert.deepEqual(entries, ["deploy-started", "deploy-finished"]);
  });

  part("of two npm start one goes on, and the other is told how to see how far it is", async () => {
    await reach(25);
    const [done, refused] = await twice("start.ts", ["--stage", "25", "--no-traffic", "--yes"]);
    assertExit(done, 0);
    assertSays(done, "going on from 025-percent");
    assertExit(refused, 1);
    assertSays(
      refused,
      /\S+ is being started by another run \(pid (\d+)\); see how far it is: npm run status -- --instance \S+\. To stop it: kill -INT \1 \[SSM-BUSY\]/,
    );
  });
});

/** The outcomes of a command that is started twice at once, the better one first. */
async function twice(name: string, args: readonly string[]): Promise<[Outcome, Outcome]> {
  const [one, other] = await Promise.all([command(name, args), command(name, args)]);
  return (one.code ?? 0) <= (other.code ?? 0) ? [one, other] : [other, one];
}
