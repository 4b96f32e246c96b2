import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { contentHash } from "../../../infra/targets/docker/providers/secret-text.ts";
import { type ExportedState, parseState } from "../../../scripts/pr-check/exported-state.ts";
import { WITHHELD, withoutSecrets } from "../../../scripts/pr-check/without-secrets.ts";

const MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const sealed = (value: unknown) => ({ ...MARK, plaintext: JSON.stringify(value) });

const PASSWORD = "correct-horse-battery-staple";
const ISSUED = { certificate: "CERTIFICATE", key: "THE PRIVATE KEY", authority: "AUTHORITY" };
const FILES = [
  { volume: "v", path: "p", uid: 1, gid: 1, source: { kind: "password", name: "store" } },
  { volume: "v", path: "s", uid: 1, gid: 1, source: { kind: "signing-key", name: "tokens" } },
  { volume: "v", path: "k", uid: 1, gid: 1, source: { kind: "certificate", name: "gateway", part: "key" } },
] as const;
const SECRETS = {
  passwords: { store: PASSWORD },
  issued: { gateway: ISSUED },
  signingKeys: { tokens: "A KEY THAT SIGNS" },
  operator: {},
};

/** A state as `pulumi stack export --show-secrets` prints it. */
function exported(present = contentHash(FILES, SECRETS)): ExportedState {
  const resource = (type: string, name: string, outputs: Record<string, unknown>, inputs = {}) => ({
    urn: `urn:pulumi:lab::supersmartmatch::${type}::${name}`,
    type,
    inputs,
    outputs,
  });
  const hidden = {
    passwords: sealed(SECRETS.passwords),
    issued: sealed(SECRETS.issued),
    signingKeys: sealed(SECRETS.signingKeys),
    operator: {},
  };
  const resources = [
    resource("random:index/randomPassword:RandomPassword", "store-password", {
      result: sealed(PASSWORD),
      length: 40,
    }),
    resource(
      "pulumi-nodejs:dynamic/secret:Files",
      "secret-files",
      { ...hidden, files: FILES, present },
      hidden,
    ),
    resource("docker:index/container:Container", "v1-container", { envs: [`URL=redis://${PASSWORD}@store`] }),
    resource("pulumi-nodejs:dynamic/release:Release", "gateway-config", { secrets: sealed(present) }),
    resource("pulumi-nodejs:dynamic/stage:Stage", "stage-record", {}, { stage: "010-percent" }),
  ];
  const deployment = {
    manifest: { time: "2026-01-01" },
    secrets_providers: { type: "passphrase" },
    resources,
  };
  return parseState(JSON.stringify({ version: 3, deployment }), "a state");
}

const outputsOf = (state: ExportedState, name: string) =>
  state.deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`))?.outputs ?? {};

describe("a state without its secrets", () => {
  const state = withoutSecrets(exported());

  it("has a placeholder of the same shape for each of them, and everything else as it was", () => {
    assert.deepEqual(outputsOf(state, "store-password"), { result: WITHHELD, length: 40 });
    const { passwords, issued, signingKeys, files } = outputsOf(state, "secret-files");
    assert.deepEqual(passwords, { store: WITHHELD });
    assert.deepEqual(signingKeys, { tokens: WITHHELD });
    assert.deepEqual(issued, { gateway: { certificate: WITHHELD, key: WITHHELD, authority: WITHHELD } });
    assert.deepEqual(files, FILES);
  });

  it("hides a secret also where it is not marked as one", () => {
    assert.deepEqual(outputsOf(state, "v1-container"), { envs: [WITHHELD] });
  });

  it("needs no passphrase any more", () => {
    const text = JSON.stringify(state);
    for (const trace of [
      "secrets_providers",
      Object.keys(MARK)[0] ?? "",
      PASSWORD,
      "THE PRIVATE KEY",
      "A KEY THAT SIGNS",
    ])
      assert.ok(!text.includes(trace), `${trace} is still there`);
  });

  it("shows no difference in the secret files, unless there was one", () => {
    const hidden = {
      passwords: { store: WITHHELD },
      issued: { gateway: { ...ISSUED, key: WITHHELD } },
      signingKeys: { tokens: WITHHELD },
      operator: {},
    };
    assert.equal(outputsOf(state, "secret-files").present, contentHash(FILES, hidden));
    assert.equal(outputsOf(state, "gateway-config").secrets, contentHash(FILES, hidden));
    assert.equal(outputsOf(withoutSecrets(exported("")), "secret-files").present, "");
  });

  it("is the same when it is done twice", () => {
    assert.deepEqual(withoutSecrets(state), state);
  });

  it("never holds the text of a secret, whatever that is", () => {
    const texts = fc
      .string({ minLength: 8, unit: "binary-ascii" })
      .filter((text) => !WITHHELD.includes(text));
    fc.assert(
      fc.property(texts, fc.jsonValue({ maxDepth: 2 }), (secret, other) => {
        const outputs = { hidden: sealed({ a: [secret, other] }), open: { copy: `x${secret}y` } };
        const resources = [{ urn: "urn::a", type: "t", outputs }];
        const text = JSON.stringify({ version: 3, deployment: { manifest: { time: "" }, resources } });
        const clean = withoutSecrets(parseState(text, "a state")).deployment.resources[0]?.outputs;
        assert.deepEqual(clean?.open, { copy: WITHHELD });
        assert.ok(!JSON.stringify(clean).includes(JSON.stringify(secret).slice(1, -1)));
      }),
      { numRuns: 50 },
    );
  });

  it("hides a number and a yes or no too", () => {
    const resources = [
      { urn: "urn::a", type: "t", outputs: { hidden: sealed({ pin: 4711, on: true, none: null }) } },
    ];
    const text = JSON.stringify({ version: 3, deployment: { manifest: { time: "" }, resources } });
    const [clean] = withoutSecrets(parseState(text, "a state")).deployment.resources;
    assert.deepEqual(clean?.outputs, { hidden: { pin: 0, on: false, none: null } });
  });

  it("cannot be had of encrypted secrets, whose shape nobody sees", () => {
    const text = JSON.stringify(exported()).replace(
      JSON.stringify(sealed(PASSWORD)),
      JSON.stringify({ ...MARK, ciphertext: "v1:x" }),
    );
    assert.throws(() => withoutSecrets(parseState(text, "a state")), {
      id: "SSM-EXPORT-SECRETS",
      exitCode: 1,
      message:
        "the state holds encrypted secrets, whose shape cannot be seen; make it with npm run pr-check -- --place PLACE --save-state -",
    });
  });
});
