import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireSecurityHeaders } from "../../../policies/gateway/require-security-headers.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const HSTS = '    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;\n';
const LOCATION = "  location / {\n";
const says = (text: string) => judge(requireSecurityHeaders, nginxRelease(text));
/** Puts a line into the last location, which has headers of its own, or changes one there. */
const inLocation = (from: string, to: string) => {
  const [head = "", tail = ""] = compliantText.split(LOCATION);
  assert.ok(tail.includes(from));
  return head + LOCATION + tail.replace(from, () => to);
};

describe("require-security-headers", () => {
  it("accepts a text that sends them at every level", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("refuses a location whose own header drops the inherited ones", () => {
    assert.deepEqual(
      says(spoiled("proxy_pass http://v2;", "add_header X-Release v2 always; proxy_pass http://v2;")),
      [
        "nginx.conf:50: location /api/v2/ must send Strict-Transport-Security: max-age of at least 31536000, always; got nothing",
        'nginx.conf:50: location /api/v2/ must send X-Frame-Options: "DENY", always; got nothing',
        'nginx.conf:50: location /api/v2/ must send X-Content-Type-Options: "nosniff", always; got nothing',
        "nginx.conf:50: location /api/v2/ must send Referrer-Policy: one of no-referrer, same-origin, strict-origin, strict-origin-when-cross-origin, always; got nothing",
        "nginx.conf:50: location /api/v2/ must send Content-Security-Policy: a policy with default-src and without unsafe-, always; got nothing",
      ],
    );
  });

  it("refuses an if block whose own header drops the inherited ones", () => {
    const found = says(spoiled("return 503;", "add_header Retry-After 30 always; return 503;"));
    assert.equal(found.length, 5);
    assert.equal(
      found[1],
      'nginx.conf:51: if ($killed) must send X-Frame-Options: "DENY", always; got nothing',
    );
  });

  it("refuses a header that only successful answers carry", () => {
    assert.deepEqual(says(inLocation("DENY always", "DENY")), [
      'nginx.conf:66: location / must send X-Frame-Options: "DENY", always; got "DENY" without always',
    ]);
  });

  it("refuses a value that does not protect", () => {
    const spoils: readonly (readonly [string, string, string])[] = [
      ["DENY", "SAMEORIGIN", 'X-Frame-Options: "DENY", always; got "SAMEORIGIN"'],
      ["nosniff", "sniff", 'X-Content-Type-Options: "nosniff", always; got "sniff"'],
      [
        "no-referrer",
        "unsafe-url",
        'Referrer-Policy: one of no-referrer, same-origin, strict-origin, strict-origin-when-cross-origin, always; got "unsafe-url"',
      ],
      [
        "default-src 'none'",
        "default-src 'self' 'unsafe-inline'",
        "Content-Security-Policy: a policy with default-src and without unsafe-, always; got \"default-src 'self' 'unsafe-inline'\"",
      ],
      [
        "default-src 'none'",
        "$policy",
        'Content-Security-Policy: a policy with default-src and without unsafe-, always; got "$policy"',
      ],
      [
        "max-age=31536000",
        "max-age=3600",
        'Strict-Transport-Security: max-age of at least 31536000, always; got "max-age=3600; includeSubDomains"',
      ],
      [
        "max-age=31536000; includeSubDomains",
        "$hsts",
        'Strict-Transport-Security: max-age of at least 31536000, always; got "$hsts"',
      ],
    ];
    for (const [from, to, message] of spoils) {
      assert.deepEqual(says(inLocation(from, to)), [`nginx.conf:66: location / must send ${message}`]);
    }
  });

  it("refuses a header that is sent twice", () => {
    assert.deepEqual(
      says(inLocation("return 404;", "add_header x-frame-options SAMEORIGIN always; return 404;")),
      ['nginx.conf:66: location / must send X-Frame-Options: "DENY", always; got it twice'],
    );
  });

  it("refuses a server level without them, which answers bad requests", () => {
    const found = says(spoiled(`${HSTS}    add_header X-Frame`, "    add_header X-Frame"));
    assert.deepEqual(found, [
      "nginx.conf:34: server api.example.com must send Strict-Transport-Security: max-age of at least 31536000, always; got nothing",
    ]);
  });

  it("wants the others on the plain HTTP redirect, but no HSTS", () => {
    const nosniff = "    add_header X-Content-Type-Options nosniff always;\n";
    assert.deepEqual(says(compliantText.replace(nosniff, "")), [
      'nginx.conf:25: server api.example.com must send X-Content-Type-Options: "nosniff", always; got nothing',
    ]);
    assert.deepEqual(says(compliantText.replace(nosniff, nosniff + HSTS)), [
      "nginx.conf:25: server api.example.com must not send Strict-Transport-Security, it means nothing over plain HTTP; remove it",
    ]);
  });

  it("refuses HSTS for localhost and accepts a local server without it", () => {
    const local = compliantText.replaceAll("api.example.com", "api.ssm.localhost");
    assert.deepEqual(says(local), [
      "nginx.conf:34: server api.ssm.localhost must not send Strict-Transport-Security, browsers would apply it to every local server; remove it",
      "nginx.conf:66: location / must not send Strict-Transport-Security, browsers would apply it to every local server; remove it",
    ]);
    assert.deepEqual(says(local.replace(/ *add_header Strict-Transport-Security .*\n/g, "")), []);
  });

  it("treats a server without a name like the named ones beside it", () => {
    const nameless = compliantText.replace("    server_name api.example.com;\n", "    server_name _;\n");
    assert.deepEqual(says(nameless), []);
  });

  it("refuses localhost beside other names", () => {
    assert.deepEqual(
      says(
        spoiled("server_name api.example.com;\n    ssl", "server_name api.example.com localhost;\n    ssl"),
      )[0],
      "nginx.conf:34: server api.example.com must not mix localhost with other names, HSTS differs; use two servers",
    );
  });

  it("refuses another rule of inheritance", () => {
    assert.deepEqual(says(spoiled("server_tokens off;", "add_header_inherit merge;")), [
      "nginx.conf:6: add_header_inherit must not be used; write the headers into each level",
    ]);
  });

  it("does not look at internal servers", () => {
    assert.deepEqual(says(spoiled("stub_status;", "add_header X-A b;")), []);
  });
});
