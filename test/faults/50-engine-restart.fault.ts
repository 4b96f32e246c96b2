import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { LOAD_DEFAULTS } from "../../scripts/lab/load/load.ts";
import { toArguments } from "../../scripts/lab/load/options.ts";
import type { LoadReport } from "../../scripts/lab/load/report.ts";
import { PLACE } from "../../scripts/platform/instance/place-name.ts";
import { ENGINE_OPTIONS } from "../../scripts/toolchain/engine-start.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { prepare } from "../../scripts/toolchain/prepare.ts";
import { assertExit, command, type Outcome, startCommand } from "../journeys/support/commands.ts";
import { type PrivateEngine, privateEngine } from "../journeys/support/private-engine.ts";
import { story } from "../journeys/support/story.ts";
import { until } from "../support/until.ts";

/** Below the load of the journeys: a platform of somebody else may stand beside this one. */
const RATE = 50;
const LONGEST_S = 120;

story("the Docker engine restarts under a platform at 0 %", (part) => {
  const state = mkdtempSync(join(tmpdir(), "ssm-engine-state-"));
  const dir = join(state, PLACE, PLACE);
  let engine: PrivateEngine;
  after(async () => {
    await engine?.remove();
    rmSync(state, { recursive: true, force: true });
  });

  part("a platform is brought up on an engine of its own", async () => {
    const wanted = { docker: true, images: true, pulumi: false } as const;
    const { images } = await prepare({ ...wanted, yes: false, report: () => {} });
    engine = await privateEngine(ENGINE_OPTIONS, Object.values(images));
    assertExit(await run("start.ts", "--stage", "0", "--no-traffic", "--yes"), 0);
  });

  for (const [what, signal] of [
    ["it is stopped and started", "SIGTERM"],
    ["it is killed and started", "SIGKILL"],
  ] as const) {
    part(`${what}: every container goes on running, and V1 answers as soon as it is back`, async (t) => {
      const before = await started();
      const failed = await failedDuring(() => engine.restart(signal));
      assert.deepEqual(await started(), before);
      t.diagnostic(`${failed} requests failed while there was no engine, none afterwards`);
    });
  }

  part("the machine restarts: heal serves everybody again in less than 2 minutes", async (t) => {
    const containers = await engine.docker.listContainers();
    await Promise.all(containers.map(({ Id }) => engine.docker.getContainer(Id).kill()));
    await engine.restart("SIGKILL");
    await Promise.all(containers.map(({ Id }) => engine.docker.getContainer(Id).start()));
    const healed = await run("heal.ts");
    assertExit(healed, 0);
    t.diagnostic(`served again ${healed.seconds.toFixed(1)} s after the start of heal`);
    assert.ok(healed.seconds < LONGEST_S, `it took ${healed.seconds} s`);
    assert.equal(await failedDuring(async () => {}), 0);
  });

  function options() {
    return { env: { SSM_STATE_DIR: state, SSM_INSTANCE: PLACE }, prefix: engine.prefix };
  }

  function run(name: string, ...args: string[]): Promise<Outcome> {
    return command(name, [...args, "--docker-host", engine.host], options());
  }

  /** Moments at which the containers were started, by name. */
  async function started(): Promise<Record<string, string>> {
    const containers = await engine.docker.listContainers();
    const pairs = containers.map(async ({ Id, Names }) => {
      const { State } = await engine.docker.getContainer(Id).inspect();
      return [Names[0] ?? Id, State.StartedAt] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  /** How many requests failed during `work`; fails unless every request of the seconds after it is answered. */
  async function failedDuring(work: () => Promise<void>): Promise<number> {
    const users = {
      ...LOAD_DEFAULTS,
      rate: RATE,
      users: 500,
      caFile: join(dir, "ca.pem"),
      labelledFile: join(projectDir, "scripts/lab/labelled/tune.jsonl"),
    };
    let last: LoadReport | undefined;
    const onLine = (line: string) => {
      last = JSON.parse(line);
    };
    const load = startCommand("lab/load/main.ts", toArguments(users), { ...options(), onLine });
    const later = async (seconds: number) => {
      const from = last?.t ?? 0;
      await until("the users report", async () => (last?.t ?? 0) > from + seconds);
      return last?.failed ?? 0;
    };
    await later(2);
    await work();
    const failed = await later(1);
    const afterwards = await later(5);
    load.kill("SIGTERM");
    await load.ended;
    assert.equal(afterwards, failed, JSON.stringify(last?.failures));
    return failed;
  }
});
