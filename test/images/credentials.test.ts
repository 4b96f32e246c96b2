import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { credentialsFor } from "../../scripts/images/credentials.ts";
import { DOCKER_HUB } from "../../scripts/images/registry-address.ts";

const ADA = Buffer.from("ada:a:secret").toString("base64");
/** How Docker writes its Hub into its settings. */
const HUB = `https://${DOCKER_HUB}/v1/`;
const PASSWORD = { kind: "password", username: "ada", password: "a:secret" };

/** What is found with this config.json, beside a credential helper `docker-credential-fake` that runs this script. */
function finder(t: TestContext, config: unknown, helper = "exit 1") {
  const folder = mkdtempSync(join(tmpdir(), "ssm-docker-"));
  t.after(() => rmSync(folder, { recursive: true }));
  if (config !== null)
    writeFileSync(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  const program = join(folder, "docker-credential-fake");
  writeFileSync(program, `#!/bin/sh\n${helper}\n`);
  chmodSync(program, 0o755);
  const before = process.env.PATH;
  process.env.PATH = `${folder}${delimiter}${before}`;
  t.after(() => {
    process.env.PATH = before;
  });
  return {
    folder,
    find: (registry: string) => credentialsFor(registry, { ...process.env, DOCKER_CONFIG: folder }),
  };
}

describe("the credentials of a registry", () => {
  it("are those of docker login, however the registry is written", async (t) => {
    for (const key of ["reg.example.com", "https://reg.example.com", "https://reg.example.com/v2/"]) {
      const { find } = finder(t, { auths: { [key]: { auth: ADA } } });
      assert.deepEqual(await find("reg.example.com"), PASSWORD, key);
    }
    const { find } = finder(t, { auths: { [HUB]: { auth: ADA } } });
    assert.deepEqual(await find("index.docker.io"), PASSWORD);
  });

  it("are an identity token where the registry gave one", async (t) => {
    const { find } = finder(t, { auths: { "reg.example.com": { auth: ADA, identitytoken: "long" } } });
    assert.deepEqual(await find("reg.example.com"), { kind: "identity", token: "long" });
  });

  it("are never those of another registry", async (t) => {
    const { find } = finder(t, { auths: { "reg.example.com": { auth: ADA } } });
    for (const other of ["example.com", "reg.example.com:5000", "areg.example.com", "reg.example.com.evil"])
      assert.equal(await find(other), null, other);
  });

  it("are none where nobody has logged in", async (t) => {
    for (const config of [null, {}, { auths: {} }, { auths: { "reg.example.com": {} } }])
      assert.equal(await finder(t, config).find("reg.example.com"), null);
    for (const auth of [
      "",
      "!!",
      Buffer.from("ada").toString("base64"),
      Buffer.from(":x").toString("base64"),
    ])
      assert.equal(await finder(t, { auths: { "reg.example.com": { auth } } }).find("reg.example.com"), null);
  });

  it("come from the helper that docker would ask, by the name docker gives the registry", async (t) => {
    const answer = `read server; printf '{"ServerURL":"%s","Username":"%s","Secret":"s"}' "$server" "$server"`;
    const { find } = finder(t, { credHelpers: { "reg.example.com": "fake" } }, answer);
    assert.deepEqual(await find("reg.example.com"), {
      kind: "password",
      username: "reg.example.com",
      password: "s",
    });
    assert.equal(await find("other.example.com"), null);
    const store = finder(t, { credsStore: "fake" }, answer);
    assert.deepEqual(await store.find("index.docker.io"), {
      kind: "password",
      username: HUB,
      password: "s",
    });
  });

  it("may be an identity token from a helper", async (t) => {
    const { find } = finder(t, { credsStore: "fake" }, `echo '{"Username":"<token>","Secret":"long"}'`);
    assert.deepEqual(await find("reg.example.com"), { kind: "identity", token: "long" });
  });

  it("are none when the helper fails, is missing, talks nonsense or is no name of a program", async (t) => {
    for (const script of ["exit 1", "echo no", `echo '{"Username":"x"}'`, "exec <&-; echo '{}'"])
      assert.equal(await finder(t, { credsStore: "fake" }, script).find("reg.example.com"), null, script);
    for (const helper of ["missing", "../fake", "fake; touch x", ""])
      assert.equal(await finder(t, { credsStore: helper }).find("reg.example.com"), null, helper);
  });

  it("are asked for in a file that makes sense, or the file is named", async (t) => {
    for (const config of ["", "{", "[]", '{"auths":[]}', '{"credsStore":1}']) {
      const { folder, find } = finder(t, config);
      await assert.rejects(find("reg.example.com"), {
        name: "RegistryError",
        message: `reg.example.com may need credentials, and ${folder}/config.json cannot be understood; mend it`,
      });
    }
  });
});
