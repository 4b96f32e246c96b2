import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireTls13 } from "../../../policies/gateway/require-tls-1.3.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const says = (text: string) => judge(requireTls13, nginxRelease(text));

describe("require-tls-1.3", () => {
  it("accepts servers that speak TLS 1.3 only, the control port included", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("accepts one setting for all servers", () => {
    const inherited = compliantText
      .replaceAll("    ssl_protocols TLSv1.3;\n", "")
      .replace("server_tokens off;", "server_tokens off; ssl_protocols TLSv1.3;");
    assert.deepEqual(says(inherited), []);
  });

  it("refuses an older version beside it", () => {
    assert.deepEqual(says(spoiled("TLSv1.3;", "TLSv1.2 TLSv1.3;")), [
      'nginx.conf:37: ssl_protocols must be TLSv1.3, got "TLSv1.2 TLSv1.3"',
    ]);
  });

  it("refuses a server that leaves nginx's default", () => {
    assert.deepEqual(says(spoiled("    ssl_protocols TLSv1.3;\n", "")), [
      'nginx.conf:34: server api.example.com must say "ssl_protocols TLSv1.3;", got nothing and so TLS 1.2 too',
    ]);
  });

  it("refuses an older version towards an app", () => {
    assert.deepEqual(
      says(spoiled("proxy_pass http://v1;", "proxy_pass http://v1; proxy_ssl_protocols TLSv1.2;")),
      ['nginx.conf:48: proxy_ssl_protocols must be TLSv1.3, got "TLSv1.2"'],
    );
  });

  it("refuses a command to OpenSSL that lowers the version", () => {
    assert.deepEqual(
      says(spoiled("listen 443 ssl;", "listen 443 ssl; ssl_conf_command MinProtocol TLSv1.2;")),
      ["nginx.conf:35: ssl_conf_command must not set MinProtocol; it overrides ssl_protocols, remove it"],
    );
  });

  it("reads through quotes", () => {
    assert.deepEqual(says(spoiled("ssl_protocols TLSv1.3;", "\"ssl_protocols\" 'TLSv1';")), [
      'nginx.conf:37: ssl_protocols must be TLSv1.3, got "TLSv1"',
    ]);
  });
});
