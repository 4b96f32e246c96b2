import { execFile } from "node:child_process";
import { join } from "node:path";
import type { after } from "node:test";
import { type FakeEngine, type FakeEngineOptions, fakeEngine, partOf, type Ran } from "./fake-engine.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/kill-switch.mjs");
/** The file in the gateway that is the switch. */
export const FLAG = "/var/lib/gateway/state/kill-v2";

/** What a run of the command came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the command as people do: a process of its own, told only where the engine is and what `env` says. */
export function killSwitch(
  engine: Pick<FakeEngine, "socket">,
  args: readonly string[],
  env = {},
): Promise<Outcome> {
  const environment = { SSM_STATE_DIR: "/nowhere", DOCKER_SOCKET: engine.socket, SUDO_USER: "ana", ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env: environment }, (error, out, text) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, error: text }),
    );
  });
}

/** An engine with a running gateway whose flag file is there or not. */
export async function gateway(
  t: { readonly after: typeof after },
  options: FakeEngineOptions & { readonly on?: boolean } = {},
) {
  const flag = { isThere: options.on ?? false };
  const run = (_id: string, [program]: readonly string[]): Ran => {
    if (program === "test") return { code: flag.isThere ? 0 : 1 };
    flag.isThere = program === "touch";
    return { code: 0 };
  };
  const engine = await fakeEngine(t, { containers: [partOf("gateway")], run, ...options });
  return { ...engine, flag };
}
