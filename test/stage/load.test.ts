import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { loadStacks } from "../../infra/stage/load.ts";
import { type Changes, loadChanged, problemsOf, STACKS } from "./spoiled.ts";

const LINK = "it is a symbolic link, which may lead out of the project; put what it leads to here instead";
const EARLY = "stages/025-percent.yaml";

const refusals: readonly (readonly [claim: string, changes: Changes, ...lines: string[]])[] = [
  [
    "a mistake in every file at once",
    {
      [EARLY]: ["0.8%", "abc"],
      "platform.yaml": ["cpus: 0.75", "cpus: lots"],
      "Pulumi.lab.yaml": ["https: 8443", "https: 8080"],
      "images.lock.yaml": ["verified: false", "verified: no idea"],
    },
    'stacks/images.lock.yaml:9:13: nginx.verified must be true or false, got "no idea"; write for example false',
    'stacks/platform.yaml:18:44: services.v2.cpus must be a number from 0.05 to 64, got "lots"; write for example 0.5',
    "stacks/Pulumi.lab.yaml:10:55: config.supersmartmatch:place.publish.https must differ from publish.http, both are 8080: one port serves one thing",
    'stacks/stages/025-percent.yaml:10:24: gate.errorRate.max must be a percentage from 0% to 100%, got "abc"; write for example 0.8%',
  ],
  [
    "a missing platform",
    { "platform.yaml": null },
    "stacks/platform.yaml:1:1: the file cannot be read: it does not exist",
  ],
  [
    "a stage file that is misnamed, so that none is forgotten in silence",
    { "stages/030-percent.yml": "v2: 30%\n" },
    "stacks/stages/030-percent.yml:1:1: a stage file must be named like 025-percent.yaml; rename or remove this one",
  ],
  [
    "a release that does not exist",
    { "platform.yaml": ["to: nexten", "to: nextn"] },
    'stacks/platform.yaml:34:31: routes[3].to must be split, v1, v2, nexten or identity, got "nextn"; did you mean nexten?',
  ],
  [
    "a rate limit that does not exist",
    { "platform.yaml": ["limit: matching", "limit: fast"] },
    'stacks/platform.yaml:31:46: routes[0].limit must be api, auth, matching or none, got "fast"',
  ],
  [
    "missing triggers",
    { "platform.yaml": ["  p95:          { max: 150ms, over: 5m }\n", ""] },
    "stacks/platform.yaml:45:1: triggers.p95 is missing; write p95 with max, over",
  ],
  [
    "a missing network",
    { "platform.yaml": ["  egress:     { subnet: 172.20.6.0/24, internal: false }\n", ""] },
    "stacks/platform.yaml:6:1: networks.egress is missing; write egress with subnet, internal",
  ],
  [
    "a mistyped service",
    { "platform.yaml": ["  nexten: ", "  nextn:  "] },
    "stacks/platform.yaml:19:3: services.nextn is not a known key; did you mean nexten?",
  ],
  [
    "an address that is none",
    { "platform.yaml": ["172.20.2.0/24", "172.20.300.0/24"] },
    'stacks/platform.yaml:8:25: networks.backend.subnet must be an IPv4 network with /24, got "172.20.300.0/24"; write for example 172.20.9.0/24',
  ],
  [
    "an address inside a network instead of the network",
    { "Pulumi.lab.yaml": ["198.18.0.0/15", "198.18.0.1/15"] },
    'stacks/Pulumi.lab.yaml:13:17: config.supersmartmatch:place.unlimited[0] must be a network, got "198.18.0.1/15"; this is an address inside a network, write the network itself: 198.18.0.0/15',
  ],
  [
    "a trusted proxy that is no address",
    { "Pulumi.lab.yaml": ["[engine-host]", "[10.0.0.300]"] },
    'stacks/Pulumi.lab.yaml:12:22: config.supersmartmatch:place.trustedProxies[0] must be an address, a network or engine-host, got "10.0.0.300"; write for example engine-host',
  ],
  [
    "a port that is none",
    { "Pulumi.lab.yaml": ["https: 8443", "https: 84430"] },
    "stacks/Pulumi.lab.yaml:10:55: config.supersmartmatch:place.publish.https must be a whole number from 1 to 65535, got 84430; write for example 443",
  ],
  [
    "an address to publish on that is none",
    { "Pulumi.lab.yaml": ["address: 127.0.0.1", "address: 300.0.0.1"] },
    'stacks/Pulumi.lab.yaml:10:25: config.supersmartmatch:place.publish.address must be an IPv4 address, got "300.0.0.1"; write for example 127.0.0.1',
  ],
  [
    "a missing key at the first key, below the comments",
    { [EARLY]: ["hold: 48h", ""] },
    "stacks/stages/025-percent.yaml:4:1: hold is missing; write for example hold: 48h",
  ],
  [
    "a host name that is none",
    { "Pulumi.lab.yaml": ["api.ssm.localhost", "https://api"] },
    'stacks/Pulumi.lab.yaml:7:11: config.supersmartmatch:place.host must be a host name, got "https://api"; write for example api.example.com',
  ],
  [
    "a first stage that does not exist",
    { "Pulumi.lab.yaml": ["000-baseline", "000-basline"] },
    'stacks/Pulumi.lab.yaml:4:26: config.supersmartmatch:stage must be a stage, got "000-basline", which no file is named after; did you mean 000-baseline?',
  ],
  [
    "a tag where a digest belongs",
    {
      "images.lock.yaml": [
        /digest: \S+/.exec(readFileSync(join(STACKS, "images.lock.yaml"), "utf8"))?.[0] ?? "",
        "digest: latest",
      ],
    },
    `stacks/images.lock.yaml:8:11: nginx.digest must be sha256: and 64 lower-case hex digits, got "latest"; write for example sha256:${"0123456789abcdef".repeat(4)}`,
  ],
  [
    "a removed stage at the one that leads to it, once",
    { [EARLY]: null },
    'stacks/stages/010-percent.yaml:16:7: next must be a stage, got "025-percent", which no file is named after; did you mean 050-percent?',
  ],
];

describe("loadStacks refuses", () => {
  for (const [claim, changes, ...lines] of refusals) {
    it(claim, () => {
      assert.deepEqual(problemsOf(changes), lines);
    });
  }

  it("a place that does not exist, with the one that was meant", () => {
    assert.deepEqual(problemsOf({}, "prodction"), [
      'place must be lab or production, got "prodction"; did you mean production?',
    ]);
    assert.deepEqual(problemsOf({}, "cluster"), [
      'place must be lab or production, got "cluster"; there is no stacks/Pulumi.cluster.yaml',
    ]);
  });

  it("a ladder without stages", () => {
    const gone = readdirSync(join(STACKS, "stages")).map((file) => [`stages/${file}`, null]);
    assert.deepEqual(problemsOf(Object.fromEntries(gone)), [
      "stacks/stages:1:1: the folder holds no stage; write for example 000-baseline.yaml",
    ]);
  });

  it("a folder of stages that does not exist, once", (t) => {
    const dir = mkdtempSync(join(tmpdir(), "stacks-"));
    t.after(() => rmSync(dir, { recursive: true }));
    cpSync(STACKS, join(dir, "stacks"), { recursive: true });
    rmSync(join(dir, "stacks", "stages"), { recursive: true });
    assert.throws(() => loadStacks({ dir: join(dir, "stacks"), place: "lab" }), {
      message: "stacks/stages:1:1: the folder cannot be read: it does not exist",
    });
  });

  it("what is no file: a pipe, a link wherever it leads, a folder", (t) => {
    const dir = spoilable(t);
    const stage = (name: string) => join(dir, "stages", name);
    execFileSync("mkfifo", [stage("060-percent.yaml")]);
    symlinkSync("/etc/passwd", stage("061-percent.yaml"));
    symlinkSync("nowhere", stage("062-percent.yaml"));
    mkdirSync(stage("063-percent.yaml"));
    assert.throws(() => loadStacks({ dir, place: "lab" }), {
      message: [
        "stacks/stages/060-percent.yaml:1:1: the file cannot be read: it is a device or a pipe",
        `stacks/stages/061-percent.yaml:1:1: the file cannot be read: ${LINK}`,
        `stacks/stages/062-percent.yaml:1:1: the file cannot be read: ${LINK}`,
        "stacks/stages/063-percent.yaml:1:1: the file cannot be read: it is a folder",
      ].join("\n"),
    });
  });

  it("a folder of stages that is a link, but not a linked folder that is named itself", (t) => {
    const dir = spoilable(t);
    symlinkSync(dir, `${dir}-linked`);
    assert.equal(loadStacks({ dir: `${dir}-linked`, place: "lab" }).place.name, "lab");
    renameSync(join(dir, "stages"), `${dir}-stages`);
    symlinkSync(`${dir}-stages`, join(dir, "stages"));
    assert.throws(() => loadStacks({ dir, place: "lab" }), {
      message: `stacks/stages:1:1: the folder cannot be read: ${LINK}`,
    });
  });

  it("a folder that does not exist", () => {
    assert.throws(() => loadStacks({ dir: join(STACKS, "elsewhere"), place: "lab" }), {
      name: "InputError",
      id: "SSM-INPUT",
      exitCode: 1,
    });
  });

  it("nothing for an editor's hidden or backup files", () => {
    assert.deepEqual(
      problemsOf({ "stages/.025-percent.yaml.swp": "x", "stages/025-percent.yaml~": "x" }),
      [],
    );
  });

  it("a stage file with a mistake without calling the rest of the ladder broken", () => {
    const lines = problemsOf({ [EARLY]: ["hold: 48h", "hold: long"] });
    assert.deepEqual(lines, [
      'stacks/stages/025-percent.yaml:6:7: hold must be a duration longer than 0, got "long"; write for example 48h',
    ]);
  });
});

describe("loaded stacks", () => {
  it("can place a later finding in the file", () => {
    const stacks = loadChanged({});
    const finding = { file: stacks.platformFile, path: ["networks", "data", "subnet"], message: "is taken" };
    assert.deepEqual(stacks.locate(finding), {
      file: "stacks/platform.yaml",
      line: 9,
      column: 25,
      path: "networks.data.subnet",
      message: "is taken",
    });
  });
});

/** A copy of the project's own YAML files that is gone after the test. */
function spoilable(t: TestContext): string {
  const parent = mkdtempSync(join(tmpdir(), "stacks-"));
  t.after(() => rmSync(parent, { recursive: true }));
  const dir = join(parent, "stacks");
  cpSync(STACKS, dir, { recursive: true });
  return dir;
}
