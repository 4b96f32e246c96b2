import type { TestContext } from "node:test";

/** What a command came to. */
export interface Outcome {
  readonly code: unknown;
  readonly out: string;
  readonly error: string;
}

let runs = 0;

/**
 * Runs a command of scripts/ in this process, where that takes milliseconds: with these arguments and this
 * environment, and everything it prints caught.
 */
export async function runCommandFile(
  t: TestContext,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const before = { argv: process.argv, env: { ...process.env }, exitCode: process.exitCode };
  const printed = { out: "", error: "" };
  const caught = (where: keyof typeof printed) => (text: unknown) => {
    printed[where] += String(text);
    return true;
  };
  const line = (where: keyof typeof printed) => (text: unknown) => {
    printed[where] += `${String(text)}\n`;
  };
  const mocks = [
    t.mock.method(process.stdout, "write", caught("out")),
    t.mock.method(process.stderr, "write", caught("error")),
    t.mock.method(console, "log", line("out")),
    t.mock.method(console, "error", line("error")),
  ];
  process.argv = ["node", file, ...args];
  Object.assign(process.env, env);
  process.exitCode = 0;
  try {
    runs += 1;
    // A command acts when it is loaded, so every run needs a module of its own.
    await import(`../../scripts/${file}?run=${runs}`);
    return { code: process.exitCode, ...printed };
  } finally {
    for (const { mock } of mocks) mock.restore();
    process.argv = before.argv;
    for (const name of Object.keys(env)) {
      const old = before.env[name];
      if (old === undefined) delete process.env[name];
      else process.env[name] = old;
    }
    process.exitCode = before.exitCode;
  }
}
