import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { everythingOf } from "../../scripts/platform/containers/parts.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { platform } from "./support/platform.ts";
import { story } from "./support/story.ts";

const NOTHING = { containers: [], networks: [], volumes: [] };

story("the platform is taken down", (part) => {
  part("npm run down leaves nothing of it behind and touches nothing else", async () => {
    const { docker, instance } = await platform();
    const neighbour = { ...instance, instance: `${instance.instance}-neighbour` };
    const volume = await docker.createVolume({
      Name: `${neighbour.instance}-volume`,
      Labels: { "supersmartmatch.place": neighbour.place, "supersmartmatch.instance": neighbour.instance },
    });
    try {
      const asked = await command("down.ts", []);
      assertExit(asked, 1);
      assertSays(asked, "nothing was changed; --yes does not ask [SSM-DECLINED]");
      assertExit(await command("down.ts", ["--yes"]), 0);
      assert.deepEqual(await everythingOf(docker, instance), NOTHING);
      assert.equal(existsSync(instance.dir), false, `${instance.dir} is still there`);
      assert.deepEqual((await everythingOf(docker, neighbour)).volumes, [volume.name]);
    } finally {
      await docker.getVolume(volume.name).remove();
    }
  });

  part("down once more finds nothing, asks nobody and is content", async () => {
    const again = await command("down.ts", []);
    assertExit(again, 0);
    assertSays(again, /there is nothing of instance \S+ of lab here, and nothing was removed/);
  });
});
