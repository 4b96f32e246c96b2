// @ts-check
import { existsSync } from "node:fs";
import { request } from "node:http";
import { text } from "../messages/kill-switch.mjs";
import { FLAG } from "./flag.mjs";

/** What the kill switch needs of the Docker engine, over its own socket: no package is loaded, so none can be missing. */

/**
 * A container that runs.
 * @typedef {{ readonly id: string, readonly name: string, readonly place: string }} Container
 */

/** What people read instead of a stack. */
export class Failure extends Error {
  /**
   * @param {string} id
   * @param {number} exitCode
   * @param {string} message
   */
  constructor(id, exitCode, message) {
    super(message);
    this.id = id;
    this.exitCode = exitCode;
  }
}

/**
 * The containers of a service of an instance that run. Throws a Failure when the engine does not list them.
 * @param {string} instance
 * @param {string} service
 * @returns {Promise<Container[]>}
 */
export async function running(instance, service) {
  const labels = [`supersmartmatch.service=${service}`, `supersmartmatch.instance=${instance}`];
  const found = await listed(labels, false);
  if (found.status !== 200) throw new Failure("SSM-KILL-FAILED", 4, text.noList(found.text));
  /** @type {{ Id: string, Names: string[], Labels: Record<string, string> }[]} */
  const containers = JSON.parse(found.text);
  return containers.map((one) => ({
    id: one.Id,
    name: String(one.Names[0]).slice(1),
    place: String(one.Labels["supersmartmatch.place"]),
  }));
}

/**
 * Whether an instance has a container, running or not. Where the engine does not say, it may have one.
 * @param {string} instance
 * @returns {Promise<boolean>}
 */
export async function hasContainers(instance) {
  const { status, text: list } = await listed([`supersmartmatch.instance=${instance}`], true);
  return status !== 200 || JSON.parse(list).length > 0;
}

/**
 * The engine's answer about containers with these labels; with `all` also of those that do not run.
 * @param {readonly string[]} label
 * @param {boolean} all
 */
function listed(label, all) {
  return engine(
    "GET",
    `/containers/json?all=${all}&filters=${encodeURIComponent(JSON.stringify({ label }))}`,
  );
}

/**
 * Runs a command in a container and returns its exit code. Throws a Failure when the container takes none.
 * @param {Container} container
 * @param {readonly string[]} command
 * @returns {Promise<number | null>}
 */
export async function run(container, command) {
  const made = await engine("POST", `/containers/${container.id}/exec`, {
    Cmd: command,
    AttachStdout: true,
    AttachStderr: true,
  });
  if (made.status === 409) throw new Failure("SSM-KILL-FAILED", 4, text.notAwake(container.name));
  if (made.status !== 201) throw new Failure("SSM-KILL-FAILED", 4, text.takesNone(saidIn(made.text)));
  const { Id } = JSON.parse(made.text);
  const started = await engine("POST", `/exec/${Id}/start`, { Detach: false, Tty: false });
  if (started.status !== 200) throw new Failure("SSM-KILL-FAILED", 4, text.runsNone(saidIn(started.text)));
  return JSON.parse((await engine("GET", `/exec/${Id}/json`)).text).ExitCode;
}

/**
 * What the engine has to say, which it wraps in an object.
 * @param {string} answer
 * @returns {string}
 */
function saidIn(answer) {
  try {
    return String(JSON.parse(answer).message ?? answer).trim();
  } catch {
    return answer;
  }
}

/**
 * The local engine's socket: a named one, else the first of the usual places that is there.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function socketOf(env) {
  const usual = ["/var/run/docker.sock", "/run/docker.sock", `${env.XDG_RUNTIME_DIR}/docker.sock`];
  const by = env.SSM_DOCKER_HOST ? "SSM_DOCKER_HOST" : "DOCKER_HOST";
  const host = env[by] || `unix://${usual.find((path) => existsSync(path)) ?? usual[0]}`;
  const named = env.DOCKER_SOCKET ?? /^unix:\/\/(.+)$/.exec(host)?.[1];
  if (named !== undefined) return named;
  throw new Failure("SSM-ENGINE-ELSEWHERE", 1, text.elsewhere(by, host, FLAG));
}

/**
 * One call of the engine's own interface on its local socket.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<{ status: number | undefined, text: string }>}
 */
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
      /** @type {Buffer[]} */
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    call.on("timeout", () => call.destroy(new Error(text.noAnswerWithin(10))));
    call.on("error", (error) =>
      reject(new Failure("SSM-ENGINE-SILENT", 4, text.silent(socketPath, error.message))),
    );
    call.end(sent);
  });
}
