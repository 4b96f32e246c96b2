import assert from "node:assert/strict";
import { test } from "node:test";
import { allowedEngines, engineUrl, parseEngine } from "../../scripts/toolchain/engine-choice.ts";

const LOCAL = { kind: "socket", path: "/var/run/docker.sock" } as const;

test("without any hint only this machine's own sockets are used", () => {
  assert.deepEqual(allowedEngines({}), [LOCAL, { kind: "socket", path: "/run/docker.sock" }]);
});

test("a rootless engine's socket is one of this machine's own, and comes last", () => {
  const found = allowedEngines({ runtimeDir: "/run/user/1000" });
  assert.deepEqual(found.at(-1), { kind: "socket", path: "/run/user/1000/docker.sock" });
});

test("DOCKER_HOST may name the local socket", () => {
  assert.deepEqual(allowedEngines({ dockerHost: "unix:///var/run/docker.sock" }), [LOCAL]);
});

test("DOCKER_HOST that points elsewhere is refused in three lines", () => {
  assert.throws(() => allowedEngines({ dockerHost: "tcp://10.0.0.5:2376" }), {
    id: "SSM-ENGINE-ELSEWHERE",
    exitCode: 1,
    message: [
      "DOCKER_HOST points at tcp://10.0.0.5:2376, and no engine but this machine's own is touched unless it is named",
      "to use this machine's engine: unset DOCKER_HOST",
      "to use that one on purpose: add --docker-host tcp://10.0.0.5:2376",
    ].join("\n"),
  });
});

test("an unknown socket is elsewhere too, because it can be a tunnel", () => {
  assert.throws(() => allowedEngines({ dockerHost: "unix:///tmp/tunnel.sock" }), {
    id: "SSM-ENGINE-ELSEWHERE",
  });
});

test("a docker context that points elsewhere is refused in three lines", () => {
  const context = { name: "production", host: "ssh://deploy@prod" };
  assert.throws(() => allowedEngines({ context }), {
    message: [
      'the docker context "production" points at ssh://deploy@prod, and no engine but this machine\'s own is touched unless it is named',
      "to use this machine's engine: docker context use default; unset DOCKER_CONTEXT",
      "to use that one on purpose: ssh -NL /tmp/engine.sock:/var/run/docker.sock deploy@prod, and add --docker-host unix:///tmp/engine.sock",
    ].join("\n"),
  });
});

test("a docker context that cannot be read is refused as well", () => {
  assert.throws(
    () => allowedEngines({ context: { name: "gone", host: null } }),
    /^ToolchainError: the docker context "gone" points at an unknown engine,[\s\S]*add --docker-host unix:\/\/\/path or tcp:\/\/host:port$/,
  );
});

test("the default docker context is this machine's own engine", () => {
  assert.deepEqual(allowedEngines({ context: { name: "default", host: null } })[0], LOCAL);
});

test("DOCKER_HOST beats the docker context, as it does for the docker client", () => {
  const context = { name: "production", host: "ssh://deploy@prod" };
  assert.deepEqual(allowedEngines({ dockerHost: "unix:///var/run/docker.sock", context }), [LOCAL]);
});

test("a named engine is used alone, whatever the environment says", () => {
  const hints = { named: "tcp://10.0.0.5:2376", dockerHost: "tcp://10.9.9.9:1" };
  assert.deepEqual(allowedEngines(hints), [{ kind: "tcp", host: "10.0.0.5", port: 2376 }]);
});

test("an address is written back the way it was read", () => {
  for (const text of [
    "unix:///run/user/1000/docker.sock",
    "tcp://engine.example:2375",
    "tcp://[fd00::1]:2376",
  ]) {
    assert.equal(engineUrl(parseEngine(text)), text);
  }
});

test("an address that cannot be used is refused with what was expected", () => {
  for (const text of [
    "ssh://deploy@prod",
    "tcp://host",
    "tcp://host:0",
    "tcp://host:99999",
    "unix://relative",
  ]) {
    assert.throws(() => parseEngine(text), {
      message: `--docker-host must be unix:///path or tcp://host:port, got "${text}"`,
    });
  }
});
