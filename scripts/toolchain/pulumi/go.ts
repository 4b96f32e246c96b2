import { existsSync } from "node:fs";
import { text } from "../../messages/messages.ts";
import { findProgram } from "../machine.ts";
import { runProgram } from "../run-program.ts";
import { ToolchainError } from "../toolchain-error.ts";

/** A Go that can build the toolchain. */
export interface Go {
  readonly program: string;
  /** its own version, such as "1.26.8" */
  readonly version: string;
  /** whether it has to fetch the required version first, which it does by itself through the module proxy */
  readonly switches: boolean;
}

/** From this version on a Go fetches the newer one that a go.mod asks for. */
export const SWITCHES_SINCE = "1.21";

/**
 * Looks for a Go that is at least `required` or can fetch it, on the PATH and where Go's own installer puts it; throws
 * a `ToolchainError` that says how to get one.
 */
export async function findGo(required: string, standard = "/usr/local/go/bin/go"): Promise<Go> {
  const program = findProgram("go") ?? (existsSync(standard) ? standard : null);
  if (program === null) throw needsGo(required, text.toolchain.foundNone);
  const lines = await runProgram(program, ["version"], { env: { GOTOOLCHAIN: "local" } });
  const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(lines.join("\n"))?.[1] ?? "0";
  if (atLeast(version, required)) return { program, version, switches: false };
  if (atLeast(version, SWITCHES_SINCE)) return { program, version, switches: true };
  throw needsGo(required, text.toolchain.foundAt(version, program));
}

/** Whether dotted version `a` is `b` or newer; missing parts count as 0. */
export function atLeast(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function needsGo(required: string, found: string): ToolchainError {
  return new ToolchainError("SSM-NO-GO", 1, [
    text.toolchain.needsGo(SWITCHES_SINCE, required, found),
    text.toolchain.installGo,
    text.toolchain.orPulumi,
  ]);
}
