import { assertExit, assertSays, startCommand } from "./support/commands.ts";
import { containerOf, makeWell, reach } from "./support/platform.ts";
import { assertRolledBackWithin } from "./support/rolled-back.ts";
import { story } from "./support/story.ts";

story("V2 dies at 10 %, while npm start waits for the gate", (part) => {
  part("everybody is back on V1 within 15 s, and nobody saw an error", async (t) => {
    const context = await reach(10);
    const start = startCommand("start.ts", ["--stage", "25", "--hold", "10m"]);
    await start.says("010-percent  | split");
    const since = Date.now();
    await (await containerOf(context, "v2")).kill({ signal: "SIGKILL" });
    const rolledBack = await start.ended;
    assertExit(rolledBack, 3);
    // Its users' fallbacks are errors of V2 too, and attempts that end at the connect limit are slow: whichever is noticed first.
    assertSays(
      rolledBack,
      /start: rolled back: (V2 signs of life 0 < 1 over 5s \(V2 is dead\)|error rate trigger |p95 trigger )/,
    );
    assertSays(rolledBack, /\d+ requests sent, \d+ answered, 0 failed/);
    await assertRolledBackWithin(context, since, 15, (line) => t.diagnostic(line));
    await makeWell(context);
  });
});
