import { execFile } from "node:child_process";
import { join } from "node:path";

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a file of scripts/ in a process of its own, with an environment of its own and nobody to answer its questions. */
export function runScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Outcome> {
  const script = join(import.meta.dirname, "../../scripts", file);
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return new Promise((resolve) => {
    const options = { env: { PATH, NODE_COMPILE_CACHE, NO_COLOR: "1", ...env } };
    const child = execFile(process.execPath, [script, ...args], options, (error, out, text) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, error: text }),
    );
    child.stdin?.end();
  });
}
