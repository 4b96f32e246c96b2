import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { until } from "../../support/until.ts";

/**
 * A Docker engine of its own, with its own network: restarting it touches nobody else's containers, and its firewall
 * rules nobody else's ports. Needs root.
 */
export interface PrivateEngine {
  readonly host: string;
  readonly docker: Docker;
  /** What a command is started with to live in the engine's network. */
  readonly prefix: readonly string[];
  /** Ends the engine with a signal and starts it again. */
  restart(signal: NodeJS.Signals): Promise<void>;
  remove(): Promise<void>;
}

/** Starts an engine with the options that this project starts one with, and gives it the images of this machine's own. */
export async function privateEngine(
  options: readonly string[],
  images: readonly string[],
): Promise<PrivateEngine> {
  const dir = mkdtempSync(join(tmpdir(), "ssm-engine-"));
  const socket = join(dir, "docker.sock");
  const held = await holdNamespaces();
  const prefix = ["nsenter", `--net=/proc/${held.pid}/ns/net`];
  execFileSync("nsenter", [...prefix.slice(1), "ip", "link", "set", "lo", "up"]);
  // Its mounts are its own too, and go with it.
  const inside = [...prefix, `--mount=/proc/${held.pid}/ns/mnt`];
  const start = () => startEngine(dir, socket, inside, options);
  let daemon = start();
  const docker = new Docker({ socketPath: socket });
  // As systemd does it: an engine that gives up, because its containerd was not up in 15 s, is started again.
  const answers = () =>
    until("the private engine answers", () => {
      if (daemon.exitCode !== null) daemon = start();
      return docker.ping().then(Boolean, () => false);
    });
  await answers();
  const copy = `docker save ${images.join(" ")} | docker -H unix://${socket} load -q`;
  execFileSync("sh", ["-c", copy], { stdio: "ignore" });
  return {
    host: `unix://${socket}`,
    docker,
    prefix,
    async restart(signal) {
      await ended(daemon, signal);
      daemon = start();
      await answers();
    },
    async remove() {
      await answers();
      const left = await docker.listContainers({ all: true });
      await Promise.all(left.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
      await ended(daemon, "SIGTERM");
      held.kill("SIGKILL");
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A process that does nothing but keep a network and a table of mounts. */
async function holdNamespaces(): Promise<ChildProcess> {
  const holder = spawn("unshare", ["--net", "--mount", "sleep", "infinity"], { stdio: "ignore" });
  const networkOf = (process: number | string) => readlinkSync(`/proc/${process}/ns/net`);
  // Entered too early it would still be this machine's own network, whose firewall rules an engine replaces.
  await until("there is a network apart", async () => networkOf(holder.pid ?? "") !== networkOf("self"));
  return holder;
}

function startEngine(
  dir: string,
  socket: string,
  prefix: readonly string[],
  options: readonly string[],
): ChildProcess {
  const log = openSync(join(dir, "dockerd.log"), "a");
  // What a killed engine leaves would keep the next one from starting.
  rmSync(join(dir, "docker.pid"), { force: true });
  const own = [
    `--data-root=${join(dir, "data")}`,
    `--exec-root=${join(dir, "exec")}`,
    `--pidfile=${join(dir, "docker.pid")}`,
    `--host=unix://${socket}`,
  ];
  const [program = "", ...args] = [...prefix, "dockerd", ...own, ...options];
  return spawn(program, args, { stdio: ["ignore", log, log] });
}

async function ended(daemon: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const end = new Promise((resolve) => daemon.once("exit", resolve));
  daemon.kill(signal);
  await end;
}
