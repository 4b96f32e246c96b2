import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { redirectPlainHttp } from "../../../policies/gateway/redirect-plain-http.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const RETURN = "return 301 https://api.example.com$request_uri;";
const says = (text: string) => judge(redirectPlainHttp, nginxRelease(text));

describe("redirect-plain-http", () => {
  it("accepts a server that only redirects, and internal servers without TLS", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("accepts a redirect to another port", () => {
    assert.deepEqual(says(spoiled(RETURN, "return 301 https://$host:8443$request_uri;")), []);
  });

  it("refuses a server that answers itself", () => {
    assert.deepEqual(says(spoiled(RETURN, "return 200 hello;")), [
      'nginx.conf:25: server api.example.com must have one "return 301 https://…;", got "return 200 hello"',
    ]);
  });

  it("refuses a redirect that stays on plain HTTP", () => {
    assert.deepEqual(says(spoiled(RETURN, "return 301 http://api.example.com;")), [
      'nginx.conf:25: server api.example.com must have one "return 301 https://…;", got "return 301 http://api.example.com"',
    ]);
  });

  it("refuses whatever could answer before the redirect", () => {
    for (const detour of ["location", "if", "rewrite", "break", "error_page"]) {
      assert.deepEqual(says(spoiled(RETURN, `${detour} { }\n${RETURN}`)), [
        `nginx.conf:32: server api.example.com must only redirect to HTTPS, got ${detour}; remove it`,
      ]);
    }
  });

  it("refuses a public server that took TLS away", () => {
    assert.deepEqual(
      says(spoiled("listen 443 ssl;", "listen 443;")).at(-1),
      'nginx.conf:34: server api.example.com must have one "return 301 https://…;", got no return',
    );
  });

  it("refuses a server that takes both", () => {
    assert.deepEqual(says(spoiled("listen 443 ssl;", "listen 443 ssl; listen 8080;")), [
      "nginx.conf:35: server api.example.com must not take TLS and plain HTTP; give plain HTTP a server of its own",
    ]);
  });
});
