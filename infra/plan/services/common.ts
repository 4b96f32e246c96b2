import { type ServiceName, userOf } from "../addressing.ts";
import type { HealthPlan, MountPlan, ServicePlan } from "../plan.ts";

/** Where every service finds its secrets: files with mode 0400 that only it can read. */
export const SECRETS_PATH = "/run/secrets";

/** What all services share; a service states only what differs. */
export function common(
  name: ServiceName,
): Pick<ServicePlan, "name" | "uid" | "gid" | "publish" | "tmpfs" | "stopSignal" | "stopSeconds"> {
  const user = userOf(name);
  return {
    name,
    ...user,
    publish: [],
    tmpfs: { "/tmp": tmpfsOptions(name) },
    stopSignal: "SIGTERM",
    stopSeconds: 10,
  };
}

/** Options of a small tmpfs that only this service may use. */
export function tmpfsOptions(name: ServiceName): string {
  const { uid, gid } = userOf(name);
  return `mode=0700,size=64m,uid=${uid},gid=${gid}`;
}

/** The service's secrets, mounted read-only. */
export function secretsMount(name: ServiceName): MountPlan {
  return { volume: `${name}-secrets`, path: SECRETS_PATH, readOnly: true };
}

/** A shell that runs the steps, then becomes the service. */
export function startAfter(steps: readonly string[], command: string): string[] {
  return ["sh", "-c", [...steps, `exec ${command}`].join("; ")];
}

/** The step that waits until every file is there. */
export function presenceOf(files: readonly string[]): string {
  return `while ${files.map((file) => `[ ! -e ${file} ]`).join(" || ")}; do sleep 0.1; done`;
}

/**
 * Healthy while `path` answers 200 on a local port. Asked with bash or, in images without it, with wget: both
 * cost a few milliseconds, where starting node or promtool every few seconds would cost a tenth of a core.
 */
export function httpHealth(port: number, path: string): HealthPlan {
  const url = `http://127.0.0.1:${port}${path}`;
  const ask = `exec 3<>/dev/tcp/127.0.0.1/${port} && printf "GET ${path} HTTP/1.0\\r\\n\\r\\n" >&3 && read -r answer <&3`;
  const bash = `bash -c '${ask} && [[ $answer == *" 200 "* ]]'`;
  return health([
    "CMD-SHELL",
    `if command -v bash >/dev/null; then ${bash}; else wget -q -O /dev/null ${url}; fi`,
  ]);
}

/** A health check with the timing that all services share. */
export function health(command: readonly string[]): HealthPlan {
  return { command, intervalSeconds: 5, timeoutSeconds: 3, retries: 2, startSeconds: 30 };
}
