import { findProgram } from "../../toolchain/machine.ts";
import { findGo, SWITCHES_SINCE } from "../../toolchain/pulumi/go.ts";
import { runProgram } from "../../toolchain/run-program.ts";
import { ToolchainError } from "../../toolchain/toolchain-error.ts";

/** The programs that the project uses but does not bring along. Versions such as "10.8.2"; null for what is not there. */
export interface ToolsFacts {
  /** The Node that runs the commands, pinned by the project. */
  readonly node: string;
  readonly npm: string | null;
  /** A Go that can build Pulumi. */
  readonly go: string | null;
  /** Whether the docker command is there. The project itself does not use it; people do. */
  readonly dockerCommand: boolean;
}

/** Looks at them, within a second; changes nothing. */
export async function lookAtTools(): Promise<ToolsFacts> {
  const [npm, go] = await Promise.all([npmVersion(), goVersion()]);
  return {
    node: process.version.replace("v", ""),
    npm,
    go,
    dockerCommand: findProgram("docker") !== null,
  };
}

async function npmVersion(): Promise<string | null> {
  const lines = await runProgram("npm", ["--version"]).catch(() => []);
  return lines.at(-1) ?? null;
}

async function goVersion(): Promise<string | null> {
  try {
    return (await findGo(SWITCHES_SINCE)).version;
  } catch (error) {
    if (error instanceof ToolchainError) return null;
    throw error;
  }
}
