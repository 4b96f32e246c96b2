import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keepPasswordsInFiles } from "../../../policies/containers/keep-passwords-in-files.ts";
import { PASSWORD } from "../../../policies/resources.ts";
import { type Example, judgeStack, nginxRelease, UNKNOWN_TEXT } from "../judge.ts";
import { spoiledContainer } from "./compliant.ts";

const password = (result: string): Example => ({ type: PASSWORD, name: "store-password", props: { result } });
const says = (example: Example, result = "s3cr3t-of-the-store") =>
  judgeStack(keepPasswordsInFiles, [password(result), example]);

describe("keep-passwords-in-files", () => {
  it("accepts resources that show no password, and the resource that writes the files", () => {
    assert.deepEqual(says(spoiledContainer({})), []);
    const files = {
      type: "pulumi-nodejs:dynamic/secret:Files",
      props: { passwords: { a: "s3cr3t-of-the-store" } },
    };
    assert.deepEqual(says(files), []);
  });

  it("refuses a password under a harmless name", () => {
    assert.deepEqual(says(spoiledContainer({ envs: ["PORT=1", "GREETING=s3cr3t-of-the-store"] })), [
      "v1-container: envs.1 must not hold the password store-password; pass a secret file",
    ]);
    assert.deepEqual(says(spoiledContainer({ labels: [{ label: "a", value: "s3cr3t-of-the-store" }] })), [
      "v1-container: labels.0.value must not hold the password store-password; pass a secret file",
    ]);
  });

  it("refuses a password in a config file", () => {
    assert.deepEqual(says(nginxRelease('proxy_set_header X "s3cr3t-of-the-store";')), [
      "gateway-config: files.nginx.conf must not hold the password store-password; pass a secret file",
    ]);
  });

  it("leaves what is not known yet to the other rules", () => {
    assert.deepEqual(says(spoiledContainer({ envs: [UNKNOWN_TEXT] })), []);
    assert.deepEqual(says(spoiledContainer({}), UNKNOWN_TEXT), []);
    assert.deepEqual(says(spoiledContainer({}), ""), []);
  });
});
