import { container, exec, logsSince } from "./engine.ts";

/** How one kind of service is asked to test, take and name its configuration. */
export interface Reload {
  /** Null when the folder is accepted, else the service's own words. */
  test(name: string, folder: string): Promise<string | null>;
  reload(name: string, root: string): Promise<void>;
  /** Null as soon as the service serves `id`, else why it does not. */
  waitForLive(name: string, id: string, since: number): Promise<string | null>;
  /** The id that the service serves now; `linked` is what the link on the volume says. */
  liveId(name: string, linked: string): Promise<string>;
}

const LIVE_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 50;
const CONFIG_ID_PORT = 9115;

const nginx: Reload = {
  async test(name, folder) {
    const { code, output } = await exec(name, ["nginx", "-t", "-q", "-c", `${folder}/nginx.conf`]);
    return code === 0 ? null : nginxWords(output);
  },
  async reload(name, root) {
    await exec(name, ["nginx", "-c", `${root}/current/nginx.conf`, "-s", "reload"]);
  },
  // `nginx -t` does not notice a taken port, so only the running nginx's own answer counts.
  async waitForLive(name, id, since) {
    const until = Date.now() + LIVE_WITHIN_MS;
    while (Date.now() < until) {
      if ((await askConfigId(name)) === id) return null;
      const said = await logsSince(name, since);
      if (said.includes("[emerg]")) return nginxWords(said);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    return `it still serves ${(await askConfigId(name)) || "nothing"} after ${LIVE_WITHIN_MS / 1000} s, expected ${id}`;
  },
  async liveId(name) {
    return askConfigId(name);
  },
};

const prometheus: Reload = {
  async test(name, folder) {
    const { code, output } = await exec(name, ["promtool", "check", "config", `${folder}/prometheus.yml`]);
    return code === 0 ? null : output;
  },
  async reload(name) {
    await container(name).kill({ signal: "SIGHUP" });
  },
  async waitForLive() {
    return null;
  },
  async liveId(_name, linked) {
    return linked;
  },
};

const none: Reload = {
  async test() {
    return null;
  },
  async reload() {},
  async waitForLive() {
    return null;
  },
  async liveId(_name, linked) {
    return linked;
  },
};

export const reloads: Readonly<Record<"nginx" | "prometheus" | "none", Reload>> = { nginx, prometheus, none };

async function askConfigId(name: string): Promise<string> {
  const ask = `exec 3<>/dev/tcp/127.0.0.1/${CONFIG_ID_PORT} && printf 'GET /config-id HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3`;
  const { code, output } = await exec(name, ["bash", "-c", ask]);
  return code === 0 ? (output.split("\r\n\r\n")[1]?.trim() ?? "") : "";
}

/** nginx's [emerg] and [error] lines without date and process id; everything when there are none. */
export function nginxWords(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^.*?\[(emerg|alert|crit|error)\] (?:\d+#\d+: )?/, "$1: "))
    .filter((line) => /^(emerg|alert|crit|error): /.test(line));
  return lines.length > 0 ? lines.join("\n") : output;
}
