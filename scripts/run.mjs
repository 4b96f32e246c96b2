// @ts-check
/**
 * The entry of every command: `node scripts/run.mjs <command> [arguments]`.
 * Plain JavaScript without dependencies, because it runs in a fresh clone: it installs the pinned packages, finds
 * Node 24 among them and hands over to scripts/<command>.ts. What it says goes to standard error.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { definitionOf, everyOption } from "./completion/definitions.mjs";
import { plainHelp } from "./completion/plain-help.mjs";
import { trafficFirst } from "./kill-switch/traffic-first.mjs";
import { text } from "./messages/entry.mjs";
import { help } from "./messages/help.mjs";
import { aimedHere } from "./messages/next-command.mjs";
import { runChild } from "./toolchain/child.mjs";
import { fail } from "./toolchain/fail.mjs";
import { takenByNpm } from "./toolchain/npm-options.mjs";
import { outliveReaders } from "./toolchain/outlive-readers.mjs";
import { ensurePackages, packagesMatch } from "./toolchain/packages.mjs";

const OLDEST_NODE = 20;
const STRIPS_TYPES = 24;
/** Exit codes above it: 128 + n after signal n. */
const BY_SIGNAL = 128;
const scripts = dirname(fileURLToPath(import.meta.url));
const root = dirname(scripts);

/** @returns {Promise<number>} the exit code */
async function main() {
  if (major(process.version) < OLDEST_NODE) {
    return fail("SSM-OLD-NODE", 1, text.oldNode(OLDEST_NODE, process.version));
  }
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${overview()}\n`);
    return name === undefined ? 1 : 0;
  }
  const file = fileOf(name);
  if (file === null) {
    const code = fail("SSM-USAGE", 1, text.unknown(JSON.stringify(name)));
    process.stderr.write(`${overview()}\n`);
    return code;
  }
  const definition = definitionOf(readFileSync(file, "utf8"));
  const run = { args, env: process.env };
  const npm = takenByNpm(name, everyOption(definition), definition.choices, run);
  if (npm !== null) return fail("SSM-USAGE", 1, text.takenByNpm(npm.taken, npm.again));
  if (file.endsWith(".mjs")) return runChild(process.execPath, [file, ...args]);
  if (asksForHelp(args) && !packagesMatch(root)) {
    process.stdout.write(`${help(plainHelp(name, definition))}\n\n${text.notInstalled}\n`);
    return 0;
  }
  return name === "rollback-v1" ? rollBack(file, args) : load(file, args);
}

/**
 * Says where the traffic is when it ends before rollback-v1 can.
 * @param {string} file
 * @param {readonly string[]} args
 */
async function rollBack(file, args) {
  const { isOn, ended } = await trafficFirst(args);
  const code = ended ?? (await load(file, args));
  return isOn && code > BY_SIGNAL ? fail("SSM-STOPPED", 5, aimedHere(text.onlyTraffic)) : code;
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 */
async function load(file, args) {
  return (await ensurePackages(root)) ?? handOver(file, args);
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
    const machine = `${process.platform}-${process.arch}`;
    return fail("SSM-NO-NODE", 1, text.noNode(STRIPS_TYPES, machine, process.version));
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
    .map((file) => ({
      name: file.replace(/\.(ts|mjs)$/, ""),
      does: definitionOf(readFileSync(join(scripts, file), "utf8")).description,
    }))
    .filter(({ does }) => does !== "");
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [text.commands, ...commands.map(({ name, does }) => `  ${name.padEnd(width)}  ${help(does)}`)].join(
    "\n",
  );
}

/** @param {string} version */
function major(version) {
  return Number(version.replace(/^v/, "").split(".")[0]);
}

outliveReaders();
process.exitCode = await main();
