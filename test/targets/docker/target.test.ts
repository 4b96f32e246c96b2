import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { TargetOutputs } from "../../../infra/targets/target.ts";
import { planOf } from "../../support/plans.ts";
import { isSealed, MADE, type Recorded, type Recording, settled } from "../../support/record-resources.ts";
import { recordedTarget } from "../../support/recorded-target.ts";
import { UNKNOWN } from "../../support/unknown.ts";

const NAMES = readFileSync(join(import.meta.dirname, "../../expected/resource-names.docker.txt"), "utf8");
const RENAMED =
  "a renamed resource is a deleted one and a new one; if that is meant, give it an alias and change test/expected/resource-names.docker.txt";

const plan = planOf("025-percent");
let target: Recording<TargetOutputs>;
let preview: Recording<TargetOutputs>;

function record(): void {
  before(async () => {
    target = await recordedTarget("025-percent");
    preview = await recordedTarget("025-percent", "lab", true);
  });
}

function one(name: string): Recorded {
  const found = target.resources.find((resource) => resource.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

const custom = () => target.resources.filter(({ type }) => !type.startsWith("supersmartmatch:"));

describe("the docker target", () => {
  record();

  it("makes exactly the resources that were agreed on, by type and name", () => {
    assert.equal(namesOf(target.resources), NAMES, RENAMED);
  });

  it("makes the same resources at every stage, only without V1's app at the sunset", async () => {
    const sunset = await recordedTarget("130-sunset");
    const left = NAMES.split("\n").filter((line) => !/ v1(-container)?$/.test(line));
    assert.equal(namesOf(sunset.resources), left.join("\n"));
  });

  it("makes the same resources in production", async () => {
    const made = await recordedTarget("025-percent", "production");
    assert.equal(namesOf(made.resources), NAMES);
  });

  it("lets everything wait for the guard, so that a refused stage changes nothing", () => {
    for (const resource of target.resources) {
      if (resource.name === "stage-guard") assert.deepEqual(resource.dependsOn, []);
      else assert.ok(waitsFor(resource).has("stage-guard"), resource.name);
    }
  });

  it("lets the record wait for everything, so that a stage that failed half-way was not reached", () => {
    const waited = waitsFor(one("stage-record"));
    const others = custom()
      .map(({ name }) => name)
      .filter((name) => name !== "stage-record");
    assert.deepEqual(
      others.filter((name) => !waited.has(name)),
      [],
    );
  });

  it("puts secrets into their volumes before any service starts, and configuration after", () => {
    for (const { type, name } of target.resources.filter((resource) => resource.type.endsWith(":Service"))) {
      if (name !== "keeper") assert.deepEqual(one(name).dependsOn, ["volume-folders", "secret-files"], type);
    }
    assert.ok(one("gateway-config").dependsOn.includes("gateway-container"));
  });

  it("protects and keeps the stores' volumes, and no others", () => {
    const kept = custom().filter(({ protect, retainOnDelete }) => protect || retainOnDelete);
    assert.deepEqual(
      kept.map(({ name, protect, retainOnDelete }) => [name, protect, retainOnDelete]),
      [
        ["store-v1-data-volume", true, true],
        ["store-v2-data-volume", true, true],
      ],
    );
  });

  it("keeps secrets in memory, for one user each", () => {
    assert.deepEqual(one("v2-secrets-volume").inputs.driverOpts, {
      type: "tmpfs",
      device: "tmpfs",
      o: "size=1m,mode=0700,uid=10012,gid=10012",
    });
    for (const { type, name, inputs } of custom())
      if (type.endsWith(":Volume"))
        assert.equal("driverOpts" in inputs, /-(secrets|log)-volume$/.test(name), name);
  });

  it("keeps the gateway's log in memory too, so that it can fill no disk", () => {
    assert.deepEqual(one("gateway-log-volume").inputs.driverOpts, {
      type: "tmpfs",
      device: "tmpfs",
      o: "size=64m,mode=0755,uid=10010,gid=10010",
    });
  });

  it("hands secrets to the engine as secrets, and to the secret files alone", () => {
    assert.deepEqual(one("certificates").secretOutputs, ["issued"]);
    for (const name of ["store-v1-app-password", "store-v2-app-password"])
      assert.deepEqual(one(name).secretOutputs, ["bcryptHash", "result"]);
    const { inputs, secretOutputs } = one("secret-files");
    assert.deepEqual(secretOutputs, ["passwords", "issued", "signingKeys", "operator"]);
    assert.deepEqual(one("signing-keys").secretOutputs, ["keys"]);
    assert.ok(isSealed(inputs.passwords) && isSealed(inputs.issued) && isSealed(inputs.signingKeys));
    for (const resource of target.resources)
      for (const value of [MADE.password, MADE.key, MADE.signingKey])
        if (resource.name !== "secret-files")
          assert.ok(!JSON.stringify(resource.inputs).includes(value), resource.name);
  });

  it("gives every store a password of its own", () => {
    const { inputs } = one("store-v1-app-password");
    assert.deepEqual([inputs.length, inputs.special], [40, false]);
  });

  it("shows the stage that was reached, the addresses and the public authority", async () => {
    assert.deepEqual(target.result.addresses, plan.addresses);
    assert.deepEqual(await settled(target.result.stage), { value: "025-percent", secret: false });
    assert.deepEqual(await settled(target.result.authority), { value: "made-authority", secret: false });
  });

  it("shows what opens the control port as a secret", async () => {
    assert.equal((await settled(target.result.control)).secret, true);
  });

  it("makes the gateway read its certificates again when there are other ones, and nobody else anything", () => {
    assert.equal(one("gateway-config").inputs.secrets, "made-hash");
    for (const name of ["prometheus-config", "data-sync-config"]) assert.equal(one(name).inputs.secrets, "");
  });
});

describe("the docker target at a preview of an empty platform", () => {
  record();

  it("makes the same resources", () => {
    assert.equal(namesOf(preview.resources), NAMES);
  });

  it("does not know passwords and certificates yet, and knows everything else", () => {
    const unknown = preview.resources.flatMap(({ name, inputs }) =>
      Object.entries(inputs).flatMap(([key, value]) =>
        JSON.stringify(value).includes(UNKNOWN) ? [`${name}.${key}`] : [],
      ),
    );
    assert.deepEqual(unknown, [
      "secret-files.issued",
      "secret-files.passwords",
      "secret-files.signingKeys",
      "gateway-config.secrets",
    ]);
  });

  it("cannot tell the authority yet", async () => {
    assert.deepEqual(await settled(preview.result.authority), { value: undefined, secret: false });
  });
});

describe("the code that the state keeps of a provider", () => {
  record();
  const kept = () =>
    target.resources.flatMap(({ inputs }) =>
      typeof inputs.__provider === "string" ? [inputs.__provider] : [],
    );

  it("is a few lines that load ours, so that a change of code is no change of the resource", () => {
    assert.equal(kept().length, 10);
    for (const text of kept()) {
      assert.match(text, /import\(process\.cwd\(\) \+ "\/targets\//);
      assert.ok(text.length < 400, String(text.length));
    }
  });

  it("names no folder of this machine", () => {
    const checkout = join(import.meta.dirname, "../../..");
    for (const text of kept()) assert.ok(!text.includes(checkout));
  });
});

function namesOf(all: readonly Recorded[]): string {
  return `${all
    .map(({ type, name }) => `${type} ${name}`)
    .sort()
    .join("\n")}\n`;
}

/** Everything a resource waits for, at any distance. */
function waitsFor({ dependsOn }: Recorded, seen = new Set<string>()): Set<string> {
  for (const name of dependsOn.filter((other) => !seen.has(other))) {
    seen.add(name);
    waitsFor(one(name), seen);
  }
  return seen;
}
