import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { assertExit, assertSays, command } from "../journeys/support/commands.ts";
import { liftKillSwitch, platform, reach } from "../journeys/support/platform.ts";
import { story } from "../journeys/support/story.ts";

story("only a fresh clone is at hand, without packages, at 10 %", (part) => {
  const clone = mkdtempSync(join(tmpdir(), "ssm-clone-"));
  after(() => rmSync(clone, { recursive: true, force: true }));

  part("rollback-v1 installs what it needs and brings everybody back", async (t) => {
    await reach(10);
    execFileSync("git", ["clone", "--quiet", projectDir, clone]);
    const rollback = await command("run.mjs", ["rollback-v1", "--reason", "a clone"], { project: clone });
    assertExit(rollback, 0);
    assertSays(rollback, "through the public address: 1000 of 1000 users on V1");
    t.diagnostic(
      `rolled back in ${rollback.seconds.toFixed(1)} s, the installation of the packages included`,
    );
    await liftKillSwitch(await platform());
  });
});
