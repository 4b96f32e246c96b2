import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hideServerVersion } from "../../../policies/gateway/hide-server-version.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const says = (text: string) => judge(hideServerVersion, nginxRelease(text));

describe("hide-server-version", () => {
  it("accepts a text that hides it for all servers", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("refuses a level that shows it again", () => {
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", "proxy_pass http://v1; server_tokens build;")), [
      'nginx.conf:48: server_tokens must be off, got "build"',
    ]);
  });

  it("refuses servers that leave nginx's default", () => {
    const label = 'must have "server_tokens off;", got nothing; write it into http';
    assert.deepEqual(says(spoiled("server_tokens off;", "")), [
      `nginx.conf:25: server api.example.com ${label}`,
      `nginx.conf:34: server api.example.com ${label}`,
      `nginx.conf:76: server 172.20.4.10:9113 ${label}`,
      `nginx.conf:82: server 172.20.4.10:9114 ${label}`,
    ]);
  });
});
