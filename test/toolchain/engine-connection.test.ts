import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { connectEngine, engineHints, nameEngine } from "../../scripts/toolchain/engine-connection.ts";

const folder = mkdtempSync(join(tmpdir(), "ssm-engine-"));
const socket = join(folder, "docker.sock");
const kept = { ...process.env };
let engine: Server;

before(async () => {
  engine = createServer((request, response) => {
    const known = request.url === "/version";
    response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
    response.end(known ? '{"Version":"20.10.24"}' : "{}");
  });
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
});
after(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  process.env = { ...kept };
});

test("a named engine is the one that is talked to, even when DOCKER_HOST names another", async () => {
  process.env.DOCKER_HOST = "tcp://127.0.0.1:1";
  const { host, version } = await connectEngine({ dockerHost: `unix://${socket}` });
  assert.deepEqual({ host, version }, { host: `unix://${socket}`, version: "20.10.24" });
});

test("an engine named by SSM_DOCKER_HOST is used by this process and those it starts; an option goes first", () => {
  nameEngine(undefined);
  assert.equal(engineHints(undefined).named, process.env.SSM_DOCKER_HOST);
  nameEngine("unix:///other.sock");
  assert.equal(process.env.SSM_DOCKER_HOST, "unix:///other.sock");
  assert.equal(engineHints(undefined).named, "unix:///other.sock");
  assert.equal(engineHints("tcp://127.0.0.1:1").named, "tcp://127.0.0.1:1");
});

test("an engine that does not answer is told with its address and the reason", async () => {
  await assert.rejects(connectEngine({ dockerHost: `unix://${folder}/none.sock` }), {
    id: "SSM-ENGINE-SILENT",
    exitCode: 1,
    message: [
      `no Docker engine answers at unix://${folder}/none.sock: connect ENOENT ${folder}/none.sock`,
      "start it (sudo systemctl start docker); npm start installs one where there is none",
    ].join("\n"),
  });
});

test("of a remote engine that does not answer as one, the address is to be checked: none is started here", async (t) => {
  const other = createServer((_, response) => response.writeHead(404).end(" \n"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  t.after(() => other.close());
  const address = other.address();
  assert.ok(typeof address === "object" && address !== null);
  const dockerHost = `tcp://127.0.0.1:${address.port}`;
  await assert.rejects(connectEngine({ dockerHost }), {
    id: "SSM-ENGINE-SILENT",
    message: [
      `no Docker engine answers at ${dockerHost}: (HTTP code 404)`,
      "check the address, and that the engine listens there",
    ].join("\n"),
  });
});

test("the docker context in force is read the way the docker client keeps it", () => {
  const id = createHash("sha256").update("production").digest("hex");
  const meta = join(folder, "contexts", "meta", id);
  mkdirSync(meta, { recursive: true });
  writeFileSync(join(folder, "config.json"), '{"currentContext":"production"}');
  writeFileSync(join(meta, "meta.json"), '{"Endpoints":{"docker":{"Host":"ssh://deploy@prod"}}}');
  process.env.DOCKER_CONFIG = folder;
  delete process.env.DOCKER_CONTEXT;
  assert.deepEqual(engineHints(undefined).context, { name: "production", host: "ssh://deploy@prod" });
  process.env.DOCKER_CONTEXT = "other";
  assert.deepEqual(engineHints(undefined).context, { name: "other", host: null });
});

test("without a docker configuration there is no context", () => {
  process.env.DOCKER_CONFIG = join(folder, "no-such-folder");
  delete process.env.DOCKER_CONTEXT;
  assert.equal(engineHints(undefined).context, undefined);
});
