import assert from "node:assert/strict";
import { diagnose } from "../../scripts/doctor/diagnose.ts";
import type { Facts } from "../../scripts/doctor/facts/facts.ts";
import type { Finding } from "../../scripts/doctor/finding.ts";
import { forecast } from "../../scripts/toolchain/forecast.ts";

const survey = {
  "install-engine": "there",
  "start-engine": "there",
  "base-image": "there",
  "packaged-images": "there",
  "service-images": "missing",
  pulumi: "there",
} as const;

/** A machine on which everything is prepared and the lab runs: each test spoils one thing. */
export const healthy: Facts = {
  tools: { node: "24.21.0", npm: "11.6.0", go: null, dockerCommand: true },
  engine: { kind: "answers", host: "unix:///var/run/docker.sock", version: "28.0.1", ahead: -0.04 },
  parts: {
    survey,
    pulumi: { kind: "ready", version: "3.259.0", source: "built", folder: "/cache/bin" },
    base: { possible: true, machine: { user: "ana", distribution: "debian" } },
  },
  forecast: forecast(survey),
  cache: { dir: "/cache", old: [], deadLocks: [] },
  disks: [{ needs: [{ what: "the state", bytes: 0, path: "/state" }], free: 78e9 }],
  instance: {
    name: "lab",
    place: "lab",
    dir: "/state/lab/lab",
    state: "there",
    damage: null,
    passphrase: true,
    pulumiState: "readable",
    backups: 3,
    open: [],
    torn: [],
    unsettled: null,
    changing: null,
    deadLocks: [],
  },
  known: ["lab"],
  place: {
    kind: "read",
    slot: 0,
    stages: 7,
    ports: [
      { name: "http", host: "127.0.0.1", port: 8080 },
      { name: "https", host: "127.0.0.1", port: 8443 },
    ],
    subnets: ["172.20.1.0/24", "172.20.2.0/24"],
    taken: [],
    overlaps: [],
  },
  contents: {
    instances: [
      { place: "lab", name: "lab", containers: 10, running: 10, stopped: 0, networks: 6, volumes: 9 },
    ],
    oldImages: [],
    published: {},
  },
  killed: false,
};

/** What the doctor says besides `ok` when these facts are not as on a healthy machine. */
export function complaints(spoiled: Partial<Facts>): Finding[] {
  return diagnose({ ...healthy, ...spoiled }).filter(({ level }) => level !== "ok");
}

/** The only complaint about these facts. */
export function complaint(spoiled: Partial<Facts>): Finding {
  const [first, ...more] = complaints(spoiled);
  assert.ok(first !== undefined, "the doctor finds nothing");
  assert.deepEqual(more, []);
  return first;
}

/** Another state of the instance that is meant. */
export function instance(spoiled: Partial<Facts["instance"]>): Pick<Facts, "instance"> {
  return { instance: { ...healthy.instance, ...spoiled } };
}

/** No Pulumi: `damage` is what is wrong with the cached one, `vendor` whether another can be downloaded. */
export function missingPulumi(damage: string | null, vendor: boolean): Pick<Facts, "parts"> {
  return { parts: { ...healthy.parts, pulumi: { kind: "missing", damage, vendor } } };
}
