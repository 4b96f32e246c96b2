import { projectDir } from "../../toolchain/paths.ts";

/** What a unit of systemd has to know about who runs it. */
export interface BootUnit {
  readonly instance: string;
  readonly node: string;
  readonly user: string;
  readonly home: string;
  /** Settings of this shell that say where state and cache are. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The text of a systemd unit that puts an instance right each time the Docker engine has started. */
export function bootUnit({ instance, node, user, home, settings }: BootUnit): string {
  const environment = Object.entries({ HOME: home, ...settings }).map(
    ([name, value]) => `Environment="${name}=${escaped(value)}"`,
  );
  const command = [node, `${projectDir}/scripts/run.mjs`, "heal", "--instance", instance];
  return [
    "[Unit]",
    `Description=puts SuperSmartMatch ${instance} right after a start of the Docker engine`,
    "After=docker.service",
    "Requires=docker.service",
    "",
    "[Service]",
    "Type=oneshot",
    `User=${user}`,
    ...environment,
    `ExecStart=${command.map((word) => `"${escaped(word)}"`).join(" ")}`,
    "",
    "[Install]",
    "WantedBy=docker.service",
    "",
  ].join("\n");
}

/** systemd reads % and $ itself, and \ and " inside quotes. */
function escaped(value: string): string {
  return value.replace(/[\\"]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$");
}
