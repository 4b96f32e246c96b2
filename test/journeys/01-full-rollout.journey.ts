import assert from "node:assert/strict";
import { splitIsPlausible } from "../../scripts/platform/deploy/split-test.ts";
import { assertExit, assertSays, type Outcome, startCommand } from "./support/commands.ts";
import { journal, platform } from "./support/platform.ts";
import { story } from "./support/story.ts";
import { Cohort, openClient } from "./support/users.ts";

const STAGES = [
  ["000-baseline", 0],
  ["010-percent", 10],
  ["025-percent", 25],
  ["050-percent", 50],
  ["075-percent", 75],
  ["100-percent", 100],
] as const;

const COHORT = 400;

story("npm start on an empty machine", (part) => {
  const cohort = new Cohort(COHORT);
  const onV2 = new Map<string, Promise<Set<string>>>();
  let start: Outcome;

  part("carries 5,000 users from 0 to 100 % without one failed request", async (t) => {
    start = await startCommand("run.mjs", ["start", "--yes", "--hold", "20s"], { onLine: askTheCohort })
      .ended;
    assertExit(start, 0);
    const traffic = /traffic +(\d+) requests sent, (\d+) answered, (\d+) failed \((.*)\)/.exec(start.output);
    assert.ok(traffic, `the summary tells nothing of the traffic:\n${start.output}`);
    t.diagnostic(`${traffic[0]}, in ${Math.round(start.seconds)} s`);
    assert.equal(Number(traffic[3]), 0, start.output);
    assert.ok(Number(traffic[1]) > 5_000, "not even one request for each of 5,000 users");
  });

  part("checks TLS, headers, split and stickiness through the public address at every stage", () => {
    for (const [name, percent] of STAGES) {
      assertSays(
        start,
        new RegExp(`users on V2 \\(asked ${percent} %\\), TLS 1.3, headers and stickiness fine`),
      );
      assertSays(start, `${name} is reached`);
    }
  });

  part("gives V2 the share of the users that each stage asks for", async (t) => {
    for (const [name, percent] of STAGES) {
      const users = (await onV2.get(name))?.size ?? -1;
      t.diagnostic(`${name}: ${users} of ${COHORT} users on V2`);
      assert.ok(
        splitIsPlausible(users, COHORT, percent),
        `${users} of ${COHORT} users on V2 do not fit ${percent} %`,
      );
    }
  });

  part("takes nobody from V2 back to V1 while the share grows", async () => {
    for (const [index, [name]] of STAGES.entries()) {
      const before = (await onV2.get(STAGES[index - 1]?.[0] ?? "")) ?? new Set();
      const now = (await onV2.get(name)) ?? new Set();
      const left = [...before].filter((user) => !now.has(user));
      assert.equal(left.length, 0, `${left.length} of ${before.size} users left V2 on the way to ${name}`);
    }
  });

  part("writes each stage and the verdict that opened it into the journal", async () => {
    const entries = await journal(await platform());
    // A busy machine can make the gate wait; what opened a stage is the last word before it.
    const story = entries.flatMap((entry) => {
      if (entry.what === "deploy-finished") return [`reached ${entry.stage} with ${entry.v2} %`];
      return entry.what === "verdict" && entry.kind !== "hold" ? [`${entry.kind} ${entry.stage}`] : [];
    });
    const expected = STAGES.flatMap(([name, percent], index) => {
      const reached = `reached ${name} with ${percent} %`;
      return index === 0 ? [reached] : [`pass ${STAGES[index - 1]?.[0]}`, reached];
    });
    assert.deepEqual(story, expected);
  });

  part("goes on from where it is when it is run again", async () => {
    const again = await startCommand("start.ts", ["--yes", "--no-traffic"]).ended;
    assertExit(again, 0);
    assertSays(again, "going on from 100-percent");
  });

  function askTheCohort(line: string): void {
    const reached = /^(\S+) is reached$/.exec(line)?.[1];
    if (reached === undefined) return;
    const answer = ask();
    // It is awaited, and may fail, in a later test.
    answer.catch(() => {});
    onV2.set(reached, answer);
  }

  async function ask(): Promise<Set<string>> {
    const client = openClient(await platform());
    try {
      return await cohort.on(client, "v2");
    } finally {
      await client.close();
    }
  }
});
