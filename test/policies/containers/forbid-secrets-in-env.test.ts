import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbidSecretsInEnv } from "../../../policies/containers/forbid-secrets-in-env.ts";
import { judge, UNKNOWN_TEXT } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const says = (spoil: Parameters<typeof spoiledContainer>[0]) =>
  judge(forbidSecretsInEnv, spoiledContainer(spoil));
const finds = (violation: string) => [`container production-v1: ${violation}`];

describe("forbid-secrets-in-env", () => {
  const line = (property: string) =>
    finds(`${property} must not hold a secret; write a file and name the file`);

  it("accepts the names of secret files", () => {
    assert.deepEqual(says({}), []);
    assert.deepEqual(says({ envs: ["KEYSPACE=a", "TOKENIZER_FILE=b", "AUTHOR=c", "BYPASSED=d"] }), []);
    assert.deepEqual(
      says({ healthcheck: { tests: ["CMD-SHELL", "redis-cli --user health --pass none ping"] } }),
      [],
    );
    assert.deepEqual(
      says({ command: ["server", "--password-file=/run/secrets/a", "--token", "/run/secrets/b"] }),
      [],
    );
  });

  it("refuses a variable with the name of a secret", () => {
    for (const name of [
      "STORE_PASSWORD",
      "PGPASS",
      "JWT_SECRET",
      "API_KEY",
      "private_key",
      "SLACK_TOKEN",
      "REDISCLI_AUTH",
      "KEY_PASSPHRASE",
    ]) {
      assert.deepEqual(
        says({ envs: [`${name}=x`] }),
        finds(`envs must not hold ${name}; write a file and pass ${name}_FILE`),
      );
    }
  });

  it("refuses a password inside an address", () => {
    assert.deepEqual(
      says({ envs: ["STORE=redis://app:hunter2@store-v1:6379"] }),
      finds("envs must not hold a password in the address of STORE; write a file"),
    );
    assert.deepEqual(says({ command: ["server", "http://a:b@c"] }), line("command"));
  });

  it("refuses a secret on a command line", () => {
    assert.deepEqual(says({ command: ["redis-server", "--requirepass", "hunter2"] }), line("command"));
    assert.deepEqual(
      says({ entrypoints: ["sh", "-c", "exec server --api-key=$(cat /run/secrets/key)"] }),
      line("entrypoints"),
    );
    assert.deepEqual(
      says({ healthcheck: { tests: ["CMD-SHELL", "redis-cli --pass hunter2 ping"] } }),
      line("healthcheck.tests"),
    );
  });

  it("refuses a value that preview does not know: it may be a password", () => {
    assert.deepEqual(says({ envs: ["A=b", UNKNOWN_TEXT] }), [
      "envs.1 must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });
});
