import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { FakeEngine } from "../../../support/fake-engine.ts";
import { planOf } from "../../../support/plans.ts";
import { providerEngine } from "../../../support/provider-engine.ts";
import { archiveOf, entriesOf } from "../../../support/tar.ts";
import { UNKNOWN } from "../../../support/unknown.ts";

const files = new Map<string, Buffer>();
let engine: FakeEngine;
let folders: typeof import("../../../../infra/targets/docker/providers/volume-folders.ts").default;
let secrets: typeof import("../../../../infra/targets/docker/providers/secret-files.ts").default;

const plan = planOf("025-percent");
const issued = (name: string) => ({
  certificate: `${name} certificate`,
  key: `${name} key`,
  authority: `${name} authority`,
});
const SECRETS = {
  keeper: "fake-keeper",
  files: plan.secretFiles,
  passwords: {
    "store-v1-app": "one",
    "store-v2-app": "two",
    "store-v1-sync": "five",
    "store-v2-sync": "six",
    "store-v1-identity": "three",
    "store-v2-identity": "four",
    "identity-v2": "seven",
    "identity-refresh": "eight",
    "store-v1-snapshot": "seven",
    "store-v2-snapshot": "eight",
  },
  issued: { gateway: issued("gateway"), control: issued("control") },
  signingKeys: { "tokens-1": "a key" },
  operator: {},
};

/** The volumes hold what `files` says, and nobody was asked anything. */
async function start(): Promise<void> {
  files.clear();
  engine = await providerEngine({
    instead: ({ method, path }) => {
      if (method !== "GET") return null;
      const archive = files.get(/archive\?path=(.*)$/.exec(path)?.[1] ?? "");
      return archive === undefined ? { status: 404, body: "" } : { status: 200, body: archive };
    },
  });
  ({ default: folders } = await import("../../../../infra/targets/docker/providers/volume-folders.ts"));
  ({ default: secrets } = await import("../../../../infra/targets/docker/providers/secret-files.ts"));
}

/** What was put into volumes: `volume/path type mode uid`. */
async function put(): Promise<string[]> {
  const lines = engine.calls.map(async ({ path, body }) => {
    const volume = path.replace("/containers/fake-keeper/archive?path=/volumes/", "");
    return (await entriesOf(body)).map(
      ({ name, mode, uid, gid }) => `${volume}/${name} ${mode} ${uid}:${gid}`,
    );
  });
  return (await Promise.all(lines)).flat();
}

describe("the folders in volumes", () => {
  beforeEach(start);
  const inputs = { keeper: "fake-keeper", volumes: plan.volumes };

  it("belong to the service that writes there, and only configuration can be read by others", async () => {
    const made = await folders.create(inputs);
    assert.deepEqual(made, { id: "folders@fake-keeper", outs: inputs });
    assert.deepEqual(await put(), [
      "gateway-config/files/ 0755 10040:10040",
      "gateway-state/state/ 0750 10010:10010",
      "prometheus-config/files/ 0755 10040:10040",
      "prometheus-data/data/ 0750 10031:10031",
      "data-sync-config/files/ 0755 10040:10040",
      "fence/files/ 0755 10040:10040",
      "store-v1-data/data/ 0750 10021:10021",
      "store-v2-data/data/ 0750 10022:10022",
    ]);
  });

  it("are made again when a volume is new, and otherwise left alone", async () => {
    const { volumes } = inputs;
    assert.deepEqual(await folders.diff("x", inputs, inputs), { changes: false });
    assert.deepEqual(await folders.diff("x", { ...inputs, volumes: volumes.slice(1) }, inputs), {
      changes: true,
    });
    assert.deepEqual(await folders.update("x", inputs, inputs), { outs: inputs });
    assert.equal((await put()).length, 8);
  });

  it("outlive their resource", async () => {
    await folders.delete("x", inputs);
    assert.deepEqual(engine.calls, []);
  });
});

describe("the secret files", () => {
  beforeEach(start);

  it("can be read by their one service alone", async () => {
    await secrets.create(SECRETS);
    assert.deepEqual(await put(), [
      "gateway-secrets/gateway.crt 0400 10010:10010",
      "gateway-secrets/gateway.key 0400 10010:10010",
      "gateway-secrets/control.crt 0400 10010:10010",
      "gateway-secrets/control.key 0400 10010:10010",
      "gateway-secrets/control-authority.crt 0400 10010:10010",
      "v1-secrets/store-password 0400 10011:10011",
      "data-sync-secrets/store-v1-password 0400 10023:10023",
      "identity-secrets/store-v1-password 0400 10014:10014",
      "store-v1-secrets/snapshot-password 0400 10021:10021",
      "store-v1-secrets/users.acl 0400 10021:10021",
      "v2-secrets/store-password 0400 10012:10012",
      "data-sync-secrets/store-v2-password 0400 10023:10023",
      "identity-secrets/store-v2-password 0400 10014:10014",
      "store-v2-secrets/snapshot-password 0400 10022:10022",
      "store-v2-secrets/users.acl 0400 10022:10022",
      "v2-secrets/identity-key 0400 10012:10012",
      "identity-secrets/caller-key 0400 10014:10014",
      "identity-secrets/refresh-key 0400 10014:10014",
      "identity-secrets/tokens-1.pem 0400 10014:10014",
      "store-v2-secrets/users.fenced.acl 0400 10022:10022",
    ]);
  });

  it("are left alone while they are what they should be", async () => {
    const { outs } = await secrets.create(SECRETS);
    assert.deepEqual(await secrets.diff("x", outs, SECRETS), { changes: false });
  });

  it("are written again when a secret, a place or an owner changes", async () => {
    const { outs } = await secrets.create(SECRETS);
    const [first, ...others] = SECRETS.files;
    assert.ok(first !== undefined);
    const changes = [
      { ...SECRETS, passwords: { ...SECRETS.passwords, "store-v1-app": "three" } },
      { ...SECRETS, issued: { ...SECRETS.issued, control: issued("new") } },
      { ...SECRETS, keeper: "other-keeper" },
      { ...SECRETS, files: [{ ...first, path: "renamed.crt" }, ...others] },
      { ...SECRETS, files: [{ ...first, uid: 10_099 }, ...others] },
    ];
    for (const news of changes) assert.deepEqual(await secrets.diff("x", outs, news), { changes: true });
  });

  it("will be written again when a preview does not know a secret yet", async () => {
    const { outs } = await secrets.create(SECRETS);
    for (const key of ["passwords", "issued", "operator"]) {
      const news = JSON.parse(JSON.stringify({ ...SECRETS, [key]: UNKNOWN }));
      assert.deepEqual(await secrets.diff("x", outs, news), { changes: true }, key);
    }
  });

  it("are known by what the volumes really hold, so that emptied ones are filled again", async () => {
    const { outs } = await secrets.create(SECRETS);
    for (const { path, body } of [...engine.calls])
      for (const { name, content } of await entriesOf(body))
        files.set(
          `${path.replace("/containers/fake-keeper/archive?path=", "")}/${name}`,
          await archiveOf(content),
        );
    assert.deepEqual(await secrets.read("x", outs), { id: "x", props: outs });
    files.delete("/volumes/v2-secrets/store-password");
    const { props } = await secrets.read("x", outs);
    assert.notEqual(props.present, outs.present);
    assert.deepEqual(await secrets.diff("x", { ...outs, ...props }, SECRETS), { changes: true });
  });
});
