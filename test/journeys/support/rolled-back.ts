import assert from "node:assert/strict";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { journal } from "./platform.ts";
import { Cohort, openClient } from "./users.ts";

/** The journal tells of a whole rollback whose kill switch was thrown at most `seconds` after `since`, and V1 answers everybody. */
export async function assertRolledBackWithin(
  context: Context,
  since: number,
  seconds: number,
  tell: (line: string) => void,
): Promise<void> {
  const entries = (await journal(context)).filter(({ time }) => Date.parse(time) >= since);
  const story = entries.map(({ what }) => what).filter((what) => what !== "verdict");
  const steps = ["kill-switch", "data-carried", "rollback-started", "rollback-finished"];
  assert.deepEqual(story.slice(-4), steps);
  const thrown = entries.find((entry) => entry.what === "kill-switch" && entry.action === "on");
  const took = (Date.parse(thrown?.time ?? "") - since) / 1000;
  tell(`all traffic on V1 after ${took.toFixed(1)} s (at most ${seconds} s)`);
  assert.ok(
    took <= seconds,
    `it took ${took} s until all traffic was on V1, at most ${seconds} s are allowed`,
  );
  const client = openClient(context);
  try {
    assert.equal((await new Cohort(100).on(client, "v1")).size, 100, "a user is still not on V1");
  } finally {
    await client.close();
  }
}
