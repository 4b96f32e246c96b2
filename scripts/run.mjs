// @ts-check
/**
 * The entry of every command: `node scripts/run.mjs <command> [arguments]`.
 * Plain JavaScript without dependencies, because it runs in a fresh clone: it installs the pinned packages, finds
 * Node 24 among them and hands over to scripts/<command>.ts. What it says goes to standard error.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./toolchain/child.mjs";
import { ensurePackages, packagesMatch } from "./toolchain/packages.mjs";

const OLDEST_NODE = 20;
const STRIPS_TYPES = 24;
const scripts = dirname(fileURLToPath(import.meta.url));
const root = dirname(scripts);

/** @returns {Promise<number>} the exit code */
async function main() {
  if (major(process.version) < OLDEST_NODE) {
    return stop(
      `this project needs Node ${OLDEST_NODE} or newer to start, found ${process.version}`,
      "install a newer Node (the rest, Node 24 included, is installed by the project itself)",
    );
  }
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${overview()}\n`);
    return name === undefined ? 1 : 0;
  }
  const file = fileOf(name);
  if (file === null) return stop(`unknown command ${JSON.stringify(name)}`, overview());
  if (file.endsWith(".mjs")) return runChild(process.execPath, [file, ...args]);
  if (asksForHelp(args) && !packagesMatch(root)) {
    process.stdout.write(`${helpOf(name, file)}\n`);
    return 0;
  }
  if (name === "rollback-v1" && !packagesMatch(root)) trafficFirst(args);
  const failure = await ensurePackages(root);
  if (failure !== null) return failure;
  return handOver(file, args);
}

/**
 * Installing takes a while and may fail, and users wait for V1: the switch needs no packages. If it cannot be
 * thrown here, rollback-v1 says why.
 * @param {readonly string[]} args
 */
function trafficFirst(args) {
  if (args.includes("--dry-run")) return;
  const at = args.findIndex((arg) => /^--instance(=|$)/.test(arg));
  const instance = at === -1 ? [] : args[at] === "--instance" ? args.slice(at, at + 2) : [args[at] ?? ""];
  const why = ["--reason", "rollback-v1, before its packages were installed"];
  // Standard output may be one JSON object: what is said here goes to standard error.
  spawnSync(process.execPath, [join(scripts, "kill-switch.mjs"), "on", ...why, ...instance], {
    stdio: ["ignore", 2, 2],
  });
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 */
async function handOver(file, args) {
  const bin = join(root, "node_modules", ".bin");
  const pinned = join(bin, "node");
  const node = existsSync(pinned) ? pinned : major(process.version) >= STRIPS_TYPES ? process.execPath : null;
  if (node === null) {
    return stop(
      `this project runs on Node ${STRIPS_TYPES}, and there is no pinned one for ${process.platform}-${process.arch} (found ${process.version})`,
      `install Node ${STRIPS_TYPES} and run this command again`,
    );
  }
  return runChild(node, [file, ...args], {
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    // Compiled code of every Node process below, Pulumi's included: the next start is faster.
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "node-compile"),
  });
}

/** @param {readonly string[]} args */
function asksForHelp(args) {
  const end = args.indexOf("--");
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
}

/** A command is a file of this folder. @param {string} name */
function fileOf(name) {
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name === "run") return null;
  return [".ts", ".mjs"].map((end) => join(scripts, name + end)).find((path) => existsSync(path)) ?? null;
}

function overview() {
  const commands = readdirSync(scripts)
    .filter((file) => /^[a-z][a-z0-9-]*\.(ts|mjs)$/.test(file) && file !== "run.mjs")
    .map((file) => ({ name: file.replace(/\.(ts|mjs)$/, ""), does: description(join(scripts, file)) }))
    .filter(({ does }) => does !== "");
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, does }) => `  ${name.padEnd(width)}  ${does.split("\n")[0]}`);
  return ["commands (npm run <command> -- --help tells more):", ...lines].join("\n");
}

/**
 * @param {string} name
 * @param {string} file
 */
function helpOf(name, file) {
  return `${name}: ${description(file)}\n\nThe packages are not installed yet; the first run installs them, and then --help lists every option.`;
}

/** What a command says it does: its `.description("…")`, else the doc comment it begins with. @param {string} file */
function description(file) {
  const text = readFileSync(file, "utf8");
  const option = /\.description\(\s*"([^"]*)"/.exec(text)?.[1];
  const comment = /^(?:#!.*\n|\/\/.*\n|\s)*\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? "";
  return option ?? comment.replace(/^\s*\* ?/gm, "").trim();
}

/** @param {string} version */
function major(version) {
  return Number(version.replace(/^v/, "").split(".")[0]);
}

/** @param {string[]} lines */
function stop(...lines) {
  process.stderr.write(`${lines.join("\n")}\n`);
  return 1;
}

process.exitCode = await main();
