import assert from "node:assert/strict";
import type { Call, FakeEngine, FakeEngineOptions, Ran } from "./fake-engine.ts";
import { fakeEngine } from "./fake-engine.ts";

type Behaviour = Required<Pick<FakeEngineOptions, "run" | "instead">>;

/** Everything succeeds and prints nothing. */
const WELL: Behaviour = { run: (): Ran => ({ code: 0 }), instead: () => null };
const now: Behaviour = { ...WELL };
let engine: Promise<FakeEngine> | undefined;

/**
 * The engine that the docker providers talk to, behaving so from now on. There is one per process, because they
 * read its address when they are first loaded: load them after this.
 */
export async function providerEngine(behaviour: Partial<Behaviour> = {}): Promise<FakeEngine> {
  engine ??= start();
  const { calls, commands, socket } = await engine;
  calls.length = 0;
  commands.length = 0;
  Object.assign(now, WELL, behaviour);
  return { calls, commands, socket };
}

async function start(): Promise<FakeEngine> {
  const options = {
    run: (...asked: Parameters<Behaviour["run"]>) => now.run(...asked),
    instead: (call: Call) => now.instead(call),
  };
  // It lasts as long as the process and does not keep it alive.
  const started = await fakeEngine({ after: () => {} }, options);
  const before = process.env.DOCKER_HOST;
  process.env.DOCKER_HOST = `unix://${started.socket}`;
  const { container } = await import("../../infra/targets/docker/providers/engine.ts");
  if (before === undefined) delete process.env.DOCKER_HOST;
  else process.env.DOCKER_HOST = before;
  await container("nobody").inspect();
  // Otherwise the tests would act on a real engine.
  assert.equal(started.calls.length, 1, "the docker providers were loaded before their engine was pretended");
  return started;
}
