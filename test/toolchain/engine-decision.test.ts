import assert from "node:assert/strict";
import { test } from "node:test";
import { decideEngine, declined } from "../../scripts/toolchain/engine-decision.ts";
import type { Machine } from "../../scripts/toolchain/machine.ts";

const silent = { kind: "silent", where: "unix:///var/run/docker.sock", named: false } as const;
const bare: Machine = {
  root: true,
  user: "root",
  distribution: "debian",
  debian: true,
  systemd: false,
  dockerd: false,
};

test("root on Debian installs an engine when it was allowed to", () => {
  assert.equal(decideEngine(silent, bare, "granted"), "install");
});

test("root on Debian asks on a terminal", () => {
  assert.equal(decideEngine(silent, bare, "ask"), "ask-to-install");
});

test("an engine that is installed is started without a question", () => {
  assert.equal(decideEngine(silent, { ...bare, dockerd: true }, "refused"), "start");
});

test("where nobody can be asked, three lines say how to accept", () => {
  refuses(silent, bare, "SSM-ENGINE-CONSENT", [
    "no Docker engine answers at unix:///var/run/docker.sock; this command can install one (packages docker.io and iptables) and start it",
    "nobody can be asked here: add --yes, or set CI=true, to accept",
    "or install and start Docker yourself, then run this command again",
  ]);
});

test("without root three lines say what was found and what to do", () => {
  refuses(
    silent,
    { ...bare, root: false, user: "ada", distribution: "fedora", debian: false },
    "SSM-ENGINE-MISSING",
    [
      "no Docker engine answers at unix:///var/run/docker.sock, and installing one needs root on Debian or Ubuntu (found ada on fedora)",
      "install Docker Engine the way your system does it and start it, or run this command as root on Debian or Ubuntu",
      "then run this command again",
    ],
  );
});

test("a stopped engine needs root to be started", () => {
  refuses(silent, { ...bare, root: false, user: "ada", dockerd: true }, "SSM-ENGINE-STOPPED", [
    "a Docker engine is installed but does not answer at unix:///var/run/docker.sock, and starting it needs root",
    "start it: sudo systemctl start docker",
    "then run this command again",
  ]);
});

test("an engine that refuses this user is told apart from one that is not there", () => {
  refuses({ ...silent, kind: "forbidden" }, { ...bare, root: false, user: "ada" }, "SSM-ENGINE-FORBIDDEN", [
    "the Docker engine at unix:///var/run/docker.sock is there, but ada may not use it",
    "allow it: sudo usermod -aG docker $USER, then log out and in again",
    "then run this command again",
  ]);
});

test("a named engine is never installed or started", () => {
  refuses(
    { ...silent, where: "tcp://10.0.0.5:2376", named: true },
    { ...bare, dockerd: true },
    "SSM-ENGINE-SILENT",
    [
      "no Docker engine answers at tcp://10.0.0.5:2376, which --docker-host names",
      "check the address, and that the engine listens there",
      "or leave --docker-host out to use this machine's own engine",
    ],
  );
});

test("whoever answers no is told what remains", () => {
  assert.equal(
    declined().message,
    "nothing was installed\ninstall and start Docker Engine yourself, or run this command again and answer y",
  );
});

function refuses(
  silence: Parameters<typeof decideEngine>[0],
  machine: Machine,
  id: string,
  lines: readonly string[],
): void {
  assert.throws(() => decideEngine(silence, machine, "refused"), {
    id,
    exitCode: 1,
    message: lines.join("\n"),
  });
}
