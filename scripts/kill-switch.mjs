#!/usr/bin/env node
/**
 * sends every request to V1 within a second, or lets the split decide again.
 * Plain JavaScript without packages: at 3 a.m. this must work with no state, no passphrase and no node_modules.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Failure, run, running } from "./kill-switch/engine.mjs";
import { FLAG } from "./kill-switch/flag.mjs";
import { findGateway, isOn, liftSwitch, refuseWithoutV1, throwSwitch } from "./kill-switch/gateway.mjs";
import { note, PLACE, stateFolder } from "./kill-switch/journal.mjs";
import { text as entry } from "./messages/entry.mjs";
import { help } from "./messages/help.mjs";
import { text } from "./messages/kill-switch.mjs";
import { aimedHere } from "./messages/next-command.mjs";
import { givenTwice } from "./toolchain/given-twice.mjs";
import { takenByNpm } from "./toolchain/npm-options.mjs";
import { outliveReaders } from "./toolchain/outlive-readers.mjs";

/** How an instance may be called, as in scripts/toolchain/paths.ts. */
const INSTANCE = /^[a-z][a-z0-9-]{0,20}$/;
/** A rollback leaves a fence: V2's app may not write in its store. As in infra/plan/services/fence.ts. */
const FENCE = "/volumes/fence/files/v2.json";
const FOLLOW_FENCE =
  "ln -sfn /run/secrets/users$(test -e /etc/fence/files/v2.json && echo .fenced).acl /tmp/users.acl && timeout 5 redis-cli -e --user fence --pass none --no-auth-warning acl load";
/** V2's app logs in again within so long, ms. */
const LOGIN_MS = 1_000;
const HELP = `usage: npm run kill-switch -- on|off|status [--reason TEXT] [--instance NAME] [--docker-host URL] [--dry-run] [--json]

on      sends every request to V1 within 1 s; stays on across restarts of the gateway
off     lets the stage's split decide again, and V2's app write in its store again after a rollback; needs --reason
status  says whether it is on

--instance NAME    which copy of the platform (default: SSM_INSTANCE, else lab)
--docker-host URL  an engine other than this machine's own, by its socket: unix:///path
--reason TEXT      goes to the journal
--dry-run          says what would be done and changes nothing
--json             answers as one JSON object

DOCKER_SOCKET     the engine's socket, /var/run/docker.sock by default

by hand: docker exec lab-gateway touch ${FLAG}
exit codes: 0 done, 1 wrong use, or V1 is gone since the sunset, 4 the engine or the gateway did not answer`;

const ACTIONS = ["on", "off", "status"];
const OPTIONS = /** @type {const} */ ({
  reason: { type: "string", default: "" },
  instance: { type: "string", default: process.env.SSM_INSTANCE || "lab" },
  "docker-host": { type: "string" },
  "dry-run": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
});

function readArguments() {
  const options = Object.entries(OPTIONS).map(([name, { type }]) => ({
    name: `--${name}`,
    value: type === "string" ? name : null,
    many: false,
  }));
  const npm = takenByNpm("kill-switch", options, ACTIONS, { args: process.argv.slice(2), env: process.env });
  if (npm !== null) throw new Failure("SSM-KILL-USE", 1, entry.takenByNpm(npm.taken, npm.again));
  try {
    const { values, positionals, tokens } = parseArgs({
      allowPositionals: true,
      options: OPTIONS,
      tokens: true,
    });
    const [twice] = givenTwice(tokens);
    if (twice !== undefined) throw new Failure("SSM-KILL-USE", 1, text.twice(twice));
    const [action, ...rest] = positionals;
    if (values.help) return { ...values, action: "help" };
    if (!ACTIONS.includes(action ?? "") || rest.length > 0) {
      throw new Failure("SSM-KILL-USE", 1, text.use(JSON.stringify(positionals.join(" "))));
    }
    // What stands in the messages where the reason goes is none.
    if (action === "off" && /^[\s….]*$/.test(values.reason)) {
      throw new Failure("SSM-KILL-USE", 1, text.needsReason);
    }
    if (!INSTANCE.test(values.instance))
      throw new Failure("SSM-BAD-NAME", 1, text.badName(JSON.stringify(values.instance)));
    nameSocket(values["docker-host"]);
    return { ...values, action };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("SSM-KILL-USE", 1, mistakeIn(error));
  }
}

/** A mistake in the options, which Node says in English alone. */
function mistakeIn({ code, message }) {
  const option = /'(-[^' ]*)/.exec(message)?.[1];
  if (option === undefined) return message;
  return code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? text.unknownOption(option) : text.badValue(option);
}

/** This run's engine is that one, whatever the environment says; undefined changes nothing. */
function nameSocket(host) {
  if (host === undefined) return;
  const socket = /^unix:\/\/(\/.+)$/.exec(host)?.[1];
  if (socket === undefined)
    throw new Failure("SSM-ENGINE-ELSEWHERE", 1, text.elsewhere("--docker-host", host, FLAG));
  process.env.DOCKER_SOCKET = socket;
}

/** V2's app may write again before it has users again; where it cannot, everything stays as it is. */
async function liftFence(instance) {
  const [[keeper], [store]] = await Promise.all([running(instance, "keeper"), running(instance, "store-v2")]);
  if (keeper === undefined || (await run(keeper, ["mv", FENCE, `${FENCE}.lifted`])) !== 0) return;
  if (store === undefined) return;
  if ((await run(store, ["sh", "-c", FOLLOW_FENCE])) === 0) return pause(LOGIN_MS);
  await run(keeper, ["mv", `${FENCE}.lifted`, FENCE]);
  throw new Failure("SSM-KILL-FAILED", 4, text.notLifted);
}

/** What works while the engine says nothing: the gateway takes the operator's certificate. */
function withoutEngine() {
  const { instance, action } = readArguments();
  const file = join(stateFolder(PLACE, instance), "kill-switch.curl");
  if (action === "status" || !existsSync(file)) return "";
  return text.withoutEngine(`curl --config ${file}${action === "off" ? " -X DELETE" : ""}`);
}

async function main() {
  const args = readArguments();
  if (args.action === "help") return console.log(help(HELP));
  const gateway = await findGateway(args.instance);
  const wanted = args.action === "on";
  if (args.action === "status" || args["dry-run"]) return rehearse(gateway, args, wanted);
  const began = performance.now();
  const isChanged = wanted ? await throwSwitch(gateway) : await lift(gateway, args.instance);
  if (isChanged) note(gateway.place, args.instance, args.action, args.reason || "by hand");
  if (args.json) return answer({ instance: args.instance, on: wanted, changed: isChanged });
  if (isChanged) console.log(text.done(Math.round(performance.now() - began)));
  if (wanted) console.log(text.on);
  else console.log(isChanged ? text.off : text.wasOff);
}

/** Tells what is, and of `on` or `off` what would be done. */
async function rehearse(gateway, { action, instance, json }, wanted) {
  const now = await isOn(gateway);
  if (wanted && !now) await refuseWithoutV1(gateway);
  if (json) return answer({ instance, on: now, changed: false });
  if (action !== "status" && wanted !== now)
    console.log((wanted ? text.wouldCreate : text.wouldRemove)(FLAG, instance));
  console.log(now ? text.on : text.off);
}

/** Tells whether that is new. */
async function lift(gateway, instance) {
  const isNew = await isOn(gateway);
  await liftFence(instance);
  if (isNew) await liftSwitch(gateway);
  return isNew;
}

function answer(object) {
  console.log(JSON.stringify(object));
}

outliveReaders();
main().catch((error) => {
  const more = error.id === "SSM-ENGINE-SILENT" ? withoutEngine() : "";
  const message = aimedHere(error.message + more);
  console.error(error instanceof Failure ? `kill-switch: ${message} [${error.id}]` : error);
  process.exitCode = error.exitCode ?? 4;
  if (!process.argv.includes("--json")) return;
  answer({ error: { id: error.id ?? null, exitCode: process.exitCode, message } });
});
