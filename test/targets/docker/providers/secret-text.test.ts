import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { storeUsers } from "../../../../infra/plan/services/stores.ts";
import { type Secrets, secretText } from "../../../../infra/targets/docker/providers/secret-text.ts";

const SECRETS: Secrets = {
  passwords: {
    "store-v1-app": "correct horse",
    "store-v1-sync": "battery staple",
    "store-v1-identity": "hot lead",
    "store-v1-snapshot": "x",
  },
  issued: { gateway: { certificate: "CERT", key: "KEY", authority: "CA" } },
  signingKeys: { tokens: "SIGNING KEY" },
  operator: { tlsKey: "OPERATOR KEY" },
};

describe("the text of a secret file", () => {
  it("is a password as it is", () => {
    assert.equal(secretText({ kind: "password", name: "store-v1-app" }, SECRETS), "correct horse");
  });

  it("is the asked part of a certificate", () => {
    const parts = (["certificate", "key", "authority"] as const).map((part) =>
      secretText({ kind: "certificate", name: "gateway", part }, SECRETS),
    );
    assert.deepEqual(parts, ["CERT", "KEY", "CA"]);
  });

  it("is a signing key as it is", () => {
    assert.equal(secretText({ kind: "signing-key", name: "tokens" }, SECRETS), "SIGNING KEY");
  });

  it("is what the operator set", () => {
    assert.equal(secretText({ kind: "operator", setting: "tlsKey" }, SECRETS), "OPERATOR KEY");
  });

  it("holds only the hash of a store's password, in the form that Redis reads", () => {
    const template = storeUsers("v1");
    const hash = (password: string) => createHash("sha256").update(password).digest("hex");
    assert.equal(
      secretText({ kind: "template", template }, SECRETS),
      [
        "user default off ~* &* +@all",
        "user health on nopass -@all +ping",
        `user app on #${hash("correct horse")} ~offer:* ~candidate:* ~session:* ~match:* &* +@all -@dangerous -@admin`,
        `user identity on #${hash("hot lead")} ~session:* ~revoked:* resetchannels -@all +@read +@hash +@string +@keyspace +@scripting +@transaction +@connection -@dangerous`,
        `user sync on #${hash("battery staple")} ~* &__keyspace@0__:offer:* &__keyspace@0__:candidate:* &__keyspace@0__:session:* &__keyspace@0__:match:* &__keyspace@0__:sync:pulse -@all +@read +@hash +@string +@keyspace +@stream +@scripting +@transaction +@connection +@pubsub +time -@dangerous +restore`,
        `user snapshot on #${hash("x")} -@all +sync +psync +replconf`,
        "",
      ].join("\n"),
    );
  });

  it("is refused when the plan names a secret that nobody makes", () => {
    assert.throws(() => secretText({ kind: "password", name: "x" }, SECRETS), {
      message: "the plan names the password x, which it does not declare",
    });
    assert.throws(() => secretText({ kind: "certificate", name: "x", part: "key" }, SECRETS), {
      message: "the plan names the certificate x, which it does not declare",
    });
    assert.throws(() => secretText({ kind: "template", template: "$\x7bsha256:x}" }, SECRETS), {
      message: "the plan names the password x, which it does not declare",
    });
  });

  it("is asked of the operator when it is missing, with the command that sets it", () => {
    assert.throws(() => secretText({ kind: "operator", setting: "tlsCertificate" }, SECRETS), {
      message:
        "the secret setting supersmartmatch:tlsCertificate is missing; set it: pulumi config set --secret supersmartmatch:tlsCertificate < FILE",
    });
  });
});
