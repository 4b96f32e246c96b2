import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { instanceName } from "../../../scripts/platform/instance/instance.ts";
import { PLACE } from "../../../scripts/platform/instance/place-name.ts";
import { removeTestInstance } from "../../../scripts/testing/test-instance.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { projectDir } from "../../../scripts/toolchain/paths.ts";
import { killAt, repairs } from "../../journeys/support/interrupted.ts";
import { liftKillSwitch, platform } from "../../journeys/support/platform.ts";
import { Cohort, openClient } from "../../journeys/support/users.ts";

/** The first `up` of a platform, as a command. */
export const START = ["start.ts", "--stage", "0", "--no-traffic", "--yes"] as const;

/** Every resource that the first `up` of a platform makes, but for the components, which are only names. */
const RESOURCES = readFileSync(join(projectDir, "test/expected/resource-names.docker.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("supersmartmatch:"))
  .map((line) => line.split(" ").at(-1) ?? line);

/** One test a resource: the first `up` is killed while it makes it, and `repair` must bring everybody to V1. */
export function killAtEveryResource(repair: readonly [script: string, ...args: string[]]): void {
  describe("the first pulumi up is killed while it makes", () => {
    for (const resource of RESOURCES) {
      it(`${resource}: ${repair[0]} heals in less than 2 minutes`, async (t) => {
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
  });
}
