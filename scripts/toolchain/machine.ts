import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What the preparation needs to know about the machine it runs on. */
export interface Machine {
  readonly root: boolean;
  readonly user: string;
  /** `ID` of os-release, "unknown" without one */
  readonly distribution: string;
  /** whether apt-get and Debian's package names can be used */
  readonly debian: boolean;
  readonly systemd: boolean;
  /** whether a Docker engine is installed */
  readonly dockerd: boolean;
}

/** Looks at the machine; touches nothing. */
export function lookAtMachine(): Machine {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const { id, debian } = readRelease(release);
  const uid = process.getuid?.();
  return {
    root: uid === 0,
    user: process.env.USER ?? `user ${uid ?? "unknown"}`,
    distribution: id,
    debian: debian && findProgram("apt-get") !== null,
    systemd: existsSync("/run/systemd/system"),
    dockerd: findProgram("dockerd") !== null,
  };
}

/** Reads os-release: Debian, Ubuntu and what calls itself like them. */
export function readRelease(text: string): { id: string; debian: boolean } {
  const field = (name: string): string =>
    new RegExp(`^${name}=["']?([^"'\n]*)["']?$`, "m").exec(text)?.[1] ?? "";
  const id = field("ID") || "unknown";
  return {
    id,
    debian: [id, ...field("ID_LIKE").split(" ")].some((name) => name === "debian" || name === "ubuntu"),
  };
}

/** The path of a program, looked up on the PATH and in the system's own folders; null if there is none. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Whether this user may run the file; false where there is none. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
