import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type { JournalEvent } from "../../infra/gate/journal-entries.ts";
import { PLUGIN_NAMES, PLUGINS, PULUMI_VERSION } from "../../scripts/toolchain/pulumi/versions.ts";
import { fakeEngine, partOf, type Ran } from "./fake-engine.ts";

const SERVICES = ["gateway", "keeper", "store-v2", "data-sync"];
const PASSED = { is: "done", documents: 3, left: 0, deadLetters: 0, conflicts: 0, seconds: 0.1 };

/** A journal by which the data of a rollback are still to come. */
export const PENDING: readonly JournalEvent[] = [
  { what: "data-pending", documents: 3, reason: "store-v2 does not run" },
  { what: "rollback-started", to: "000-baseline", reason: "x" },
  { what: "rollback-finished", stage: "000-baseline", v2: 0 },
];

/** A machine with the instance lab, whose journal holds these events, on a pretended engine and with a pretended Pulumi. */
export async function machineWithLab(
  t: TestContext,
  events: readonly JournalEvent[] = [],
  services: readonly string[] = SERVICES,
) {
  const run = (_id: string, [program]: readonly string[]): Ran =>
    program === "node" ? { code: 0, output: JSON.stringify(PASSED) } : { code: program === "cat" ? 1 : 0 };
  const instead = ({ path }: { readonly path: string }) =>
    path.endsWith("/version") ? { status: 200, body: '{"Version":"28.0.0"}' } : null;
  const engine = await fakeEngine(t, {
    containers: services.map((service) => partOf(service)),
    run,
    instead,
  });
  const home = mkdtempSync(join(tmpdir(), "machine-"));
  t.after(() => rmSync(home, { recursive: true }));
  const [dir, bin] = [join(home, "lab", "lab"), join(home, "bin")];
  for (const folder of [dir, bin]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(dir, "instance.json"), JSON.stringify({ place: "lab", instance: "lab", slot: 0 }));
  const lines = events.map((event) => JSON.stringify({ time: "2026-11-22T20:00:00Z", who: "ana", ...event }));
  writeFileSync(join(dir, "journal.jsonl"), lines.map((line) => `${line}\n`).join(""));
  writeFileSync(join(dir, "passphrase"), "x");
  writePulumi(bin);
  const env = {
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    PATH: [bin, process.env.PATH].join(delimiter),
    LC_ALL: "C",
    HOME: home,
    SSM_STATE_DIR: home,
    SSM_CACHE_DIR: join(home, "cache"),
    DOCKER_SOCKET: engine.socket,
    DOCKER_HOST: `unix://${engine.socket}`,
    // An engine here is this machine's own.
    XDG_RUNTIME_DIR: dirname(engine.socket),
  };
  return { env, dir, engine };
}

/** Whole by what it says of itself; its `up` works until it is stopped. */
function writePulumi(bin: string): void {
  const plugins = PLUGIN_NAMES.map((name) => ({ kind: "resource", name, version: PLUGINS[name] }));
  const script = `#!/bin/sh
case "$1 $2" in
"version ") echo v${PULUMI_VERSION};;
"plugin ls") echo '${JSON.stringify(plugins)}';;
"stack export") echo '{"version":3,"deployment":{}}';;
"up "*) trap 'echo "error: update canceled" >&2; exit 255' INT; while :; do sleep 0.2; done;;
esac
`;
  for (const name of ["pulumi", "pulumi-language-nodejs"])
    writeFileSync(join(bin, name), script, { mode: 0o755 });
}

/** Starts a command of scripts/ and calls `act` when it has said `word`; resolves with all that it said, and how it ended. */
export async function actDuring(
  { env }: { readonly env: NodeJS.ProcessEnv },
  [file = "", ...args]: readonly string[],
  word: RegExp,
  act: (child: ReturnType<typeof start>) => void,
) {
  const child = start(file, args, env);
  let [seen, acted] = ["", false];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      seen += chunk;
      if (acted || !word.test(seen)) return;
      acted = true;
      act(child);
    });
  // A stream that is closed early has no end.
  const said = (stream: typeof child.stdout) => text(stream).catch(() => "");
  const [[code, signal], out, error] = await Promise.all([
    once(child, "exit"),
    said(child.stdout),
    said(child.stderr),
  ]);
  return { code, signal, out, error };
}

function start(file: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const script = join(import.meta.dirname, "../../scripts", file);
  return spawn(process.execPath, [script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}
