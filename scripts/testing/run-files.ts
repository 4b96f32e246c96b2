import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { projectDir } from "../toolchain/paths.ts";
import { elapsed } from "../toolchain/steps.ts";
import type { TestMessage } from "./message.ts";
import { add, NOTHING, type Tally } from "./tally.ts";

/** How test files are run. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Told of every test as it ends; without it only the tally tells. */
  readonly onLine?: (line: string) => void;
  /** Told which test is at work. */
  readonly onTest?: (name: string) => void;
  readonly signal: AbortSignal;
}

const KEPT_OUTPUT = 20_000;

/** Runs test files in `processes` processes at once, each with its share of the files. Never rejects. */
export async function runFiles(
  files: readonly string[],
  processes: number,
  options: RunOptions,
): Promise<Tally> {
  const shares = Array.from({ length: Math.min(processes, files.length) }, (_, share) =>
    files.filter((_file, index) => index % processes === share),
  );
  const tallies = await Promise.all(shares.map((share) => runProcess(share, options)));
  return tallies.reduce(add, NOTHING);
}

/**
 * Runs test files one by one, each in a process of its own and `processes` of them at once: for files that take long,
 * where shares of the same number would leave processes idle. Never rejects.
 */
export async function runOneByOne(
  files: readonly string[],
  processes: number,
  options: RunOptions,
): Promise<Tally> {
  const waiting = [...files];
  const work = async (): Promise<Tally> => {
    const file = options.signal.aborted ? undefined : waiting.shift();
    return file === undefined ? NOTHING : add(await runProcess([file], options), await work());
  };
  const tallies = await Promise.all(Array.from({ length: processes }, work));
  return tallies.reduce(add, NOTHING);
}

async function runProcess(files: readonly string[], options: RunOptions): Promise<Tally> {
  const child = spawn(process.execPath, [...nodeOptions(), ...files], {
    cwd: projectDir,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Under `node --test` a child would report to that instead of to us. The tests know the English texts, and the
    // order of the plain characters, whatever the locale of the machine.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, LC_ALL: "C.UTF-8", ...options.env },
  });
  const stop = () => void child.kill("SIGTERM");
  options.signal.addEventListener("abort", stop, { once: true });
  let said = "";
  const keep = (chunk: unknown) => {
    said = (said + String(chunk)).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let tally = NOTHING;
  let ended = false;
  child.on("message", (message: TestMessage) => {
    if (message.kind === "end") ended = true;
    else tally = add(tally, take(message, options));
  });
  const outcome = await new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  options.signal.removeEventListener("abort", stop);
  if (ended) return tally.failures.length > 0 ? withOutput(tally, said) : tally;
  const text = `the test process ended too early (${outcome}): ${files.join(", ")}\n${said}`;
  return { ...tally, failures: [...tally.failures, text] };
}

function nodeOptions(): string[] {
  const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  return ["--test-force-exit", `--test-reporter=${beside("./reporter.ts")}`, beside("./test-process.ts")];
}

function take(message: Exclude<TestMessage, { kind: "end" }>, { onLine, onTest }: RunOptions): Tally {
  switch (message.kind) {
    case "running":
      onTest?.(message.name);
      return NOTHING;
    case "note":
      onLine?.(`         ${message.text}`);
      return NOTHING;
    case "passed":
      onLine?.(`    ok   ${inFile(message)} (${elapsed(message.milliseconds)})`);
      return { ...NOTHING, passed: 1 };
    case "skipped":
      return { ...NOTHING, skipped: [`${message.name}: ${message.reason}`] };
    case "failed":
      onLine?.(`    FAIL ${inFile(message)} (${elapsed(message.milliseconds)})`);
      return { ...NOTHING, failures: [`${message.name}\n${message.text}`] };
  }
}

/** The name without the file, which the step's own line tells. */
function inFile({ name }: { readonly name: string }): string {
  return name.replace(/^\S+ > /, "");
}

/** What a process printed may explain its failures; nobody knows which one, so it stands behind the last. */
function withOutput(tally: Tally, said: string): Tally {
  if (said.trim() === "") return tally;
  const last = tally.failures.at(-1) ?? "";
  return {
    ...tally,
    failures: [...tally.failures.slice(0, -1), `${last}\n  printed by the tests:\n${said}`],
  };
}
