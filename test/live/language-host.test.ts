import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import type { ProgramInfo, RunPluginResponse, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { HOST_SOURCES } from "../../scripts/toolchain/pulumi/build.ts";
import { loadLibraries } from "../../scripts/toolchain/pulumi/host/libraries.ts";
import { PULUMI_VERSION } from "../../scripts/toolchain/pulumi/versions.ts";

const { grpc, language, services, empty } = loadLibraries(projectDir);
const require = createRequire(import.meta.url);
const {
  Struct,
}: typeof import("google-protobuf/google/protobuf/struct_pb.js") = require("google-protobuf/google/protobuf/struct_pb.js");

const HOST = join(HOST_SOURCES, "language-host.ts");
let folder = "";
let host: ChildProcess;
let client: LanguageRuntimeClient;
let said = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "language-host-"));
  symlinkSync(join(projectDir, "node_modules"), join(folder, "node_modules"));
});
after(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  said = "";
  host = spawn(process.execPath, [HOST, "127.0.0.1:1"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  host.stdout?.on("data", (bytes) => {
    said += bytes;
  });
  while (!said.includes("\n")) await pause(20);
  client = connect(said);
  said = "";
});
afterEach(() => {
  client.close();
  host.kill();
});

function connect(port: string): LanguageRuntimeClient {
  return new services.LanguageRuntimeClient(`127.0.0.1:${port.trim()}`, grpc.credentials.createInsecure());
}

function program(name: string, text: string): ProgramInfo {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{"type": "module", "main": "index.js"}');
  writeFileSync(join(place, "index.js"), text);
  const info = new language.ProgramInfo();
  info.setRootDirectory(place);
  info.setProgramDirectory(place);
  info.setEntryPoint(".");
  info.setOptions(Struct.fromJavaScript({ typescript: false }));
  return info;
}

/** Stands in for the SDK's own runner, which needs an engine: says what it was given and exits with `code`. */
function programThatExits(name: string, code: number): ProgramInfo {
  const info = program(name, "");
  const runner = join(info.getProgramDirectory(), "node_modules", "@pulumi", "pulumi", "cmd", "run");
  mkdirSync(runner, { recursive: true });
  writeFileSync(
    join(runner, "index.js"),
    `const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT } = process.env;
     console.log(JSON.stringify([process.argv.slice(2), PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT]));
     process.exitCode = ${code};`,
  );
  return info;
}

async function run(info: ProgramInfo): Promise<RunResponse> {
  const request = new language.RunRequest();
  request.setInfo(info);
  request.setProject("p");
  request.setStack("s");
  request.setOrganization("o");
  request.setMonitorAddress("127.0.0.1:2");
  request.setParallel(8);
  request.setDryrun(true);
  request.setArgsList(["more"]);
  request.getConfigMap().set("ns:key", "value");
  request.setConfigsecretkeysList(["ns:key"]);
  return new Promise((resolve, reject) =>
    client.run(request, (error, response) => (error ? reject(error) : resolve(response))),
  );
}

function plugin(info: ProgramInfo) {
  const request = new language.RunPluginRequest();
  request.setInfo(info);
  request.setKind("resource");
  request.setPwd(folder);
  request.setArgsList(["one"]);
  request.setEnvList(["WORD=a=b"]);
  return client.runPlugin(request);
}

describe("the language host", () => {
  it("has the version of the SDK it serves", async () => {
    const version = await new Promise((resolve, reject) =>
      client.getPluginInfo(new empty.Empty(), (error, info) =>
        error ? reject(error) : resolve(info.getVersion()),
      ),
    );
    assert.equal(version, PULUMI_VERSION);
  });

  it("gives a program its place and its configuration and passes on what it says", async () => {
    const info = programThatExits("talks", 0);
    const response = await run(info);
    assert.deepEqual([response.getError(), response.getBail()], ["", false]);
    while (!said.includes("\n")) await pause(20);
    const place = info.getProgramDirectory();
    const args = `--monitor 127.0.0.1:2 --engine 127.0.0.1:1 --organization o --project p --stack s --pwd ${place} --root-directory ${place} --parallel 8 --dry-run . more`;
    assert.deepEqual(JSON.parse(said), [args.split(" "), '{"ns:key":"value"}', '["ns:key"]', "false"]);
  });

  it("reports the exit code of a program that failed without a word", async () => {
    const response = await run(programThatExits("fails", 7));
    assert.deepEqual([response.getError(), response.getBail()], ["program ended with exit code 7", false]);
  });

  it("adds nothing when the program has told the user what is wrong", async () => {
    const response = await run(programThatExits("told", 32));
    assert.deepEqual([response.getError(), response.getBail()], ["", true]);
  });

  it("streams what a plugin says and ends with its exit code", async () => {
    const text =
      "console.log(process.argv.slice(2).join(), process.env.WORD); console.error('oh'); process.exitCode = 3;";
    const received: RunPluginResponse[] = [];
    const stream = plugin(program("plugin", text));
    stream.on("data", (response: RunPluginResponse) => received.push(response));
    await once(stream, "end");
    const joined = (part: (response: RunPluginResponse) => Uint8Array) =>
      Buffer.concat(received.map(part)).toString();
    assert.match(
      joined((response) => response.getStdout_asU8()),
      /one a=b\n/,
    );
    assert.match(
      joined((response) => response.getStderr_asU8()),
      /oh\n/,
    );
    assert.equal(received.at(-1)?.getExitcode(), 3);
  });

  it("ends a plugin when the engine cancels it", async () => {
    const stream = plugin(program("waits", "console.log('pid', process.pid); setInterval(() => {}, 1000);"));
    stream.on("error", () => {});
    const pid = await pidOf(stream);
    stream.cancel();
    await until(() => !exists(pid));
  });

  it("is gone with its children once its engine is killed", async () => {
    const launch = `require("child_process").spawn(process.execPath, [${JSON.stringify(HOST)}, "127.0.0.1:1"],
      { stdio: ["ignore", "inherit", "inherit"] }).on("spawn", function () { console.error(this.pid); })`;
    const engine = spawn(process.execPath, ["-e", launch], { cwd: folder });
    const [port, pid] = await Promise.all([once(engine.stdout, "data"), once(engine.stderr, "data")]);
    const ours = connect(String(port));
    client.close();
    client = ours;
    const stream = plugin(program("orphan", "console.log('pid', process.pid); setInterval(() => {}, 1000);"));
    stream.on("error", () => {});
    const child = await pidOf(stream);
    engine.kill("SIGKILL");
    await until(() => !exists(Number(String(pid))) && !exists(child));
  });
});

async function pidOf(stream: ReturnType<typeof plugin>): Promise<number> {
  for (;;) {
    const [response]: RunPluginResponse[] = await once(stream, "data");
    const pid = /pid (\d+)/.exec(Buffer.from(response?.getStdout_asU8() ?? "").toString())?.[1];
    if (pid !== undefined) return Number(pid);
  }
}

async function until(done: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!done()) {
    assert.ok(performance.now() < deadline, "still there after 60 s");
    await pause(50);
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
