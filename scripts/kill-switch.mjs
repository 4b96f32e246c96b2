#!/usr/bin/env node
/**
 * sends every request to V1 within a second, or lets the split decide again.
 * Plain JavaScript without packages: at 3 a.m. this must work with no state, no passphrase and no node_modules.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { homedir, hostname, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { text } from "./messages/kill-switch.mjs";

/** The place of this machine, as in scripts/platform/place-name.ts. */
const PLACE = "lab";
const FLAG = "/var/lib/gateway/state/kill-v2";
/** What the gateway runs; after the sunset it names no V1. */
const CONFIG = "/etc/gateway/files/current/nginx.conf";
/** A rollback leaves a fence: V2's app may not write in its store. As in infra/plan/services/fence.ts. */
const FENCE = "/volumes/fence/files/v2.json";
const FOLLOW_FENCE =
  "ln -sfn /run/secrets/users$(test -e /etc/fence/files/v2.json && echo .fenced).acl /tmp/users.acl && timeout 5 redis-cli -e --user fence --pass none --no-auth-warning acl load";
/** V2's app logs in again within so long, ms. */
const LOGIN_MS = 1_000;
const HELP = `usage: npm run kill-switch -- on|off|status [--reason TEXT] [--instance NAME] [--dry-run] [--json]

on      sends every request to V1 within 1 s; stays on across restarts of the gateway
off     lets the stage's split decide again, and V2's app write in its store again after a rollback; needs --reason
status  says whether it is on

--instance NAME   which copy of the platform (default: SSM_INSTANCE, else lab)
--reason TEXT     goes to the journal
--dry-run         says what would be done and changes nothing
--json            answers as one JSON object

DOCKER_SOCKET     the engine's socket, /var/run/docker.sock by default

by hand: docker exec lab-gateway touch ${FLAG}
exit codes: 0 done, 1 wrong use, or V1 is gone since the sunset, 4 the engine or the gateway did not answer`;

class Failure extends Error {
  constructor(id, exitCode, message) {
    super(message);
    this.id = id;
    this.exitCode = exitCode;
  }
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        reason: { type: "string", default: "" },
        instance: { type: "string", default: process.env.SSM_INSTANCE || "lab" },
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const [action, ...rest] = positionals;
    if (values.help) return { ...values, action: "help" };
    if (!["on", "off", "status"].includes(action ?? "") || rest.length > 0) {
      throw new Failure("SSM-KILL-USE", 1, text.use(JSON.stringify(positionals.join(" "))));
    }
    if (action === "off" && values.reason === "") {
      throw new Failure("SSM-KILL-USE", 1, text.needsReason);
    }
    return { ...values, action };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("SSM-KILL-USE", 1, error.message);
  }
}

/** The local engine's socket: a named one, else the first of the usual places that is there. */
function socketOf(env) {
  const usual = ["/var/run/docker.sock", "/run/docker.sock", `${env.XDG_RUNTIME_DIR}/docker.sock`];
  const by = env.SSM_DOCKER_HOST ? "SSM_DOCKER_HOST" : "DOCKER_HOST";
  const host = env[by] || `unix://${usual.find((path) => existsSync(path)) ?? usual[0]}`;
  const named = env.DOCKER_SOCKET ?? /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (named !== undefined) return named;
  throw new Failure("SSM-ENGINE-ELSEWHERE", 1, text.elsewhere(by, host, FLAG));
}

/** One call of the engine's own interface on its local socket. */
function engine(method, path, body) {
  const socketPath = socketOf(process.env);
  const sent = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    Host: "docker",
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(sent),
  };
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, timeout: 10_000 }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    call.on("timeout", () => call.destroy(new Error(text.noAnswerWithin(10))));
    call.on("error", (error) =>
      reject(new Failure("SSM-ENGINE-SILENT", 4, text.silent(socketPath, error.message) + withoutEngine())),
    );
    call.end(sent);
  });
}

async function running(instance, service) {
  const filters = { label: [`supersmartmatch.service=${service}`, `supersmartmatch.instance=${instance}`] };
  const found = await engine(
    "GET",
    `/containers/json?filters=${encodeURIComponent(JSON.stringify(filters))}`,
  );
  if (found.status !== 200) throw new Failure("SSM-KILL-FAILED", 4, text.noList(found.text));
  return JSON.parse(found.text).map(({ Id, Labels }) => ({ id: Id, place: Labels["supersmartmatch.place"] }));
}

async function findGateway(instance) {
  const gateways = await running(instance, "gateway");
  if (gateways.length === 1) return gateways[0];
  throw new Failure("SSM-NO-GATEWAY", 4, text.noGateway(instance));
}

/** Runs a command in a container and returns its exit code. */
async function run(container, command) {
  const made = await engine("POST", `/containers/${container.id}/exec`, {
    Cmd: command,
    AttachStdout: true,
    AttachStderr: true,
  });
  if (made.status !== 201) throw new Failure("SSM-KILL-FAILED", 4, text.takesNone(made.text));
  const { Id } = JSON.parse(made.text);
  const started = await engine("POST", `/exec/${Id}/start`, { Detach: false, Tty: false });
  if (started.status !== 200) throw new Failure("SSM-KILL-FAILED", 4, text.runsNone(started.text));
  return JSON.parse((await engine("GET", `/exec/${Id}/json`)).text).ExitCode;
}

async function isOn(gateway) {
  const code = await run(gateway, ["test", "-e", FLAG]);
  if (code === 0 || code === 1) return code === 0;
  throw new Failure("SSM-KILL-FAILED", 4, text.unknown(FLAG, code));
}

/** After the sunset there is no V1 to switch to. When the gateway cannot tell, it is not the moment to ask again. */
async function refuseWithoutV1(gateway) {
  const code = await run(gateway, ["grep", "-q", "upstream v1 ", CONFIG]).catch(() => null);
  if (code === 1) throw new Failure("SSM-NO-V1", 1, text.gone);
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

/** The state folder of an instance of this place, which may not be there. */
function stateFolder(place, instance) {
  const base =
    process.env.SSM_STATE_DIR ??
    join(process.env.XDG_STATE_HOME ?? join(homedir(), ".local/state"), "supersmartmatch");
  return join(base, String(place), instance);
}

/** What works while the engine says nothing: the gateway takes the operator's certificate. */
function withoutEngine() {
  const { instance, action } = readArguments();
  const file = join(stateFolder(PLACE, instance), "kill-switch.curl");
  if (action === "status" || !existsSync(file)) return "";
  return text.withoutEngine(`curl --config ${file}${action === "off" ? " -X DELETE" : ""}`);
}

/** The journal is a courtesy: nothing that is wrong with it must stop anybody from throwing the switch. */
function note(place, instance, action, reason) {
  const file = join(stateFolder(place, instance), "journal.jsonl");
  if (!existsSync(file)) return;
  const who = `${process.env.SUDO_USER ?? userName()}@${hostname()}`;
  const line = JSON.stringify({ time: new Date().toISOString(), who, what: "kill-switch", action, reason });
  try {
    // A line torn by a crash must not swallow this one.
    const torn = !readFileSync(file, "utf8").endsWith("\n");
    appendFileSync(file, `${torn ? "\n" : ""}${line}\n`);
  } catch (error) {
    console.error(`kill-switch: ${text.notJournalled(error.message)}`);
  }
}

function userName() {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not have a name.
    return `uid ${process.getuid?.()}`;
  }
}

async function main() {
  const args = readArguments();
  if (args.action === "help") return console.log(HELP);
  const gateway = await findGateway(args.instance);
  // Who throws the switch need not know first whether it is on.
  const before = await isOn(gateway).catch((error) => {
    if (args.action === "on") return false;
    throw error;
  });
  const wanted = args.action === "status" ? before : args.action === "on";
  if (wanted && !before) await refuseWithoutV1(gateway);
  if (args.action === "off" && !args["dry-run"]) await liftFence(args.instance);
  if (wanted !== before && !args["dry-run"]) {
    const began = performance.now();
    const code = await run(gateway, wanted ? ["touch", FLAG] : ["rm", "-f", FLAG]);
    if (code !== 0 || (await isOn(gateway)) !== wanted)
      throw new Failure("SSM-KILL-FAILED", 4, wanted ? text.notWritten(FLAG) : text.notRemoved(FLAG));
    note(gateway.place, args.instance, args.action, args.reason || "by hand");
    if (!args.json) console.log(text.done(Math.round(performance.now() - began)));
  }
  const now = args["dry-run"] ? before : wanted;
  if (args.json)
    return console.log(JSON.stringify({ instance: args.instance, on: now, changed: now !== before }));
  if (args["dry-run"] && wanted !== before)
    console.log((wanted ? text.wouldCreate : text.wouldRemove)(FLAG, args.instance));
  console.log(now ? text.on : text.off);
}

main().catch((error) => {
  console.error(error instanceof Failure ? `kill-switch: ${error.message} [${error.id}]` : error);
  process.exitCode = error.exitCode ?? 4;
  if (!process.argv.includes("--json")) return;
  const { id = null, message } = error;
  console.log(JSON.stringify({ error: { id, exitCode: process.exitCode, message } }));
});
