import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { projectDir } from "../../scripts/toolchain/paths.ts";

/** What a command said and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly messages: string;
}

/** A command at work. */
export interface Started {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
  /** resolves once the command has written something to standard output */
  readonly speaks: Promise<void>;
  /** resolves once the entry or the command has written something to standard error */
  readonly warns: Promise<void>;
}

/** A small project with the real entry and a pretended npm that counts its calls. */
export interface FreshClone {
  readonly root: string;
  readonly cache: string;
  start(args: readonly string[], env?: Record<string, string>): Started;
  run(args: readonly string[], env?: Record<string, string>): Promise<Outcome>;
  /** the pid of the npm that is at work and owns the lock, as soon as there is one */
  npmAtWork(): Promise<number>;
  /** how often npm was called */
  installations(): number;
  write(file: string, text: string): void;
  remove(): void;
}

const LOCK = { packages: { "": {}, "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } } };

/**
 * Does what npm ci does for this project: the record of what is installed comes last. With NPM_WAITS it ends only once
 * there is a file `npm-may-end`; with NPM_SAYS it fails with that text, with NPM_SAYS_OFFLINE only when it prefers its
 * cache; NPM_SHOWS is what it says while it works.
 */
const NPM = `const fs = require("node:fs");
fs.appendFileSync("npm-calls", process.pid + "\\n");
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules/.bin", { recursive: true });
if (process.env.NPM_SHOWS) console.error(process.env.NPM_SHOWS);
const finish = () => {
  const cached = process.argv.includes("--prefer-offline") ? process.env.NPM_SAYS_OFFLINE : "";
  if (process.env.NPM_SAYS || cached) {
    console.error(process.env.NPM_SAYS || cached);
    process.exit(1);
  }
  fs.symlinkSync(process.execPath, "node_modules/.bin/node");
  fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
};
const wait = () => (fs.existsSync("npm-may-end") || !process.env.NPM_WAITS ? finish() : setTimeout(wait, 20));
wait();
`;

const DEMO = `/** Repeats its arguments. */
const HELP = \`
  --loud  louder\`;
const [code] = process.argv.slice(2);
process.on("SIGINT", () => process.stdout.write("interrupted\\n"));
console.log("demo", process.argv.slice(2).join(" "));
setTimeout(() => process.exit(Number(code ?? 0)), Number(process.env.DEMO_TAKES ?? 0));
`;

/** Makes the project in a temporary folder. */
export function freshClone(): FreshClone {
  const root = mkdtempSync(join(tmpdir(), "ssm-clone-"));
  const cache = join(root, "cache");
  const write = (file: string, text: string): void => {
    mkdirSync(join(root, file, ".."), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const file of [
    "run.mjs",
    "completion/definitions.mjs",
    "completion/plain-help.mjs",
    "kill-switch/engine.mjs",
    "kill-switch/flag.mjs",
    "kill-switch/gateway.mjs",
    "kill-switch/journal.mjs",
    "kill-switch/traffic-first.mjs",
    "messages/entry.mjs",
    "messages/kill-switch.mjs",
    "messages/fr/help-developers.mjs",
    "messages/fr/help-parts.mjs",
    "messages/fr/help.mjs",
    "messages/help.mjs",
    "messages/language.mjs",
    "messages/next-command.mjs",
    "toolchain/child.mjs",
    "toolchain/fail.mjs",
    "toolchain/given-twice.mjs",
    "toolchain/outlive-readers.mjs",
    "toolchain/packages.mjs",
    "toolchain/npm.mjs",
    "toolchain/npm-options.mjs",
    "toolchain/install-lock.mjs",
  ]) {
    cpSync(join(projectDir, "scripts", file), join(root, "scripts", file));
  }
  write("npm.cjs", NPM);
  // A shebang takes no path with a space.
  write("bin/npm", `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(join(root, "npm.cjs"))} "$@"\n`);
  chmodSync(join(root, "bin/npm"), 0o755);
  write("scripts/demo.ts", DEMO);
  write("package-lock.json", JSON.stringify(LOCK));
  const start: FreshClone["start"] = (args, env = {}) => {
    const child = spawn(process.execPath, [join(root, "scripts/run.mjs"), ...args], {
      cwd: root,
      env: {
        PATH: `${join(root, "bin")}${delimiter}${process.env.PATH}`,
        HOME: root,
        SSM_CACHE_DIR: cache,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const speaks = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
    const warns = new Promise<void>((resolve) => child.stderr.once("data", () => resolve()));
    return { pid: child.pid ?? 0, ended: outcomeOf(child), speaks, warns };
  };
  return {
    root,
    cache,
    start,
    run: (args, env) => start(args, env).ended,
    npmAtWork: () => npmAtWork(root, cache),
    installations: () => readFileSync(join(root, "npm-calls"), "utf8").trim().split("\n").length,
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Does something in a fresh clone of its own, which is gone afterwards. */
export async function inFreshClone(work: (clone: FreshClone) => Promise<void>): Promise<void> {
  const clone = freshClone();
  try {
    await work(clone);
  } finally {
    clone.remove();
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

async function npmAtWork(root: string, cache: string): Promise<number> {
  const read = (folder: string, file: string): string =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(20)) {
    const lock = existsSync(cache) ? readdirSync(cache).find((file) => file.endsWith(".lock")) : undefined;
    const pid = read(root, "npm-calls").split("\n").at(-1);
    if (lock && pid && read(cache, lock).includes(`"pid":${pid},`)) return Number(pid);
  }
  throw new Error("no npm has taken the lock within 20 s");
}

function outcomeOf(child: ReturnType<typeof spawn>): Promise<Outcome> {
  let output = "";
  let messages = "";
  child.stdout?.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    messages += String(chunk);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output, messages })));
}
