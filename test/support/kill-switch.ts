import type { after } from "node:test";
import { type FakeEngine, type FakeEngineOptions, fakeEngine, partOf, type Ran } from "./fake-engine.ts";
import { type Outcome, runScript } from "./run-script.ts";

/** The file in the gateway that is the switch. */
export const FLAG = "/var/lib/gateway/state/kill-v2";

/** Runs the command as people do: a process of its own, told only where the engine is and what `env` says. */
export function killSwitch(
  engine: Pick<FakeEngine, "socket">,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Outcome> {
  const own = { SSM_STATE_DIR: "/nowhere", DOCKER_SOCKET: engine.socket, SUDO_USER: "ana", ...env };
  return runScript("kill-switch.mjs", args, own);
}

/** An engine with a running gateway whose flag file is there or not, and which has a V1 or, after the sunset, none. */
export async function gateway(
  t: { readonly after: typeof after },
  options: FakeEngineOptions & { readonly on?: boolean; readonly sunset?: boolean } = {},
) {
  const flag = { isThere: options.on ?? false };
  const run = (_id: string, [program, ...args]: readonly string[]): Ran => {
    if (program === "test") return { code: flag.isThere ? 0 : 1 };
    if (program === "sh") return { code: script(args[1] ?? "") };
    flag.isThere = false;
    return { code: 0 };
  };
  // As the gateway's own shell would end.
  const script = (text: string): number => {
    if (text.startsWith("test -e") && flag.isThere) return 10;
    if (options.sunset === true) return 11;
    flag.isThere ||= text.endsWith(`touch ${FLAG} && test -e ${FLAG}`);
    return 0;
  };
  const engine = await fakeEngine(t, { containers: [partOf("gateway")], run, ...options });
  return { ...engine, flag };
}
