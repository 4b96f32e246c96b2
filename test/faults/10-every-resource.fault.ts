import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { instanceName } from "../../scripts/platform/instance/instance.ts";
import { PLACE } from "../../scripts/platform/instance/place-name.ts";
import { removeTestInstance } from "../../scripts/testing/test-instance.ts";
import { connectEngine } from "../../scripts/toolchain/engine.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { killAt, repairs } from "../journeys/support/interrupted.ts";
import { liftKillSwitch, platform } from "../journeys/support/platform.ts";
import { Cohort, openClient } from "../journeys/support/users.ts";

const START = ["start.ts", "--stage", "0", "--no-traffic", "--yes"] as const;
const ROLLBACK = ["rollback-v1.ts", "--reason", "pulumi was killed"] as const;
/** Every resource that the first `up` of a platform makes, but for the components, which are only names. */
const RESOURCES = readFileSync(join(projectDir, "test/expected/resource-names.docker.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("supersmartmatch:"))
  .map((line) => line.split(" ").at(-1) ?? line);

describe("the first pulumi up is killed while it makes", () => {
  for (const resource of RESOURCES) {
    for (const [way, repair] of [
      ["npm start", START],
      ["rollback-v1", ROLLBACK],
    ] as const) {
      it(`${resource}: ${way} heals in less than 2 minutes`, async (t) => {
        await removeTestInstance(await connectEngine(), instanceName(PLACE), () => {});
        await killAt(START, `create ${resource}\n`);
        t.diagnostic(`healed in ${(await repairs(repair)).toFixed(1)} s`);
        const context = await platform();
        const client = openClient(context);
        try {
          assert.equal((await new Cohort(50).on(client, "v1")).size, 50);
        } finally {
          await client.close();
        }
        await liftKillSwitch(context);
      });
    }
  }
});
