import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { effective, levelsFrom, readRelease, servers, tryRead } from "../../policies/gateway-text.ts";
import { UnreadableTextError } from "../../policies/nginx-reader.ts";
import { nginxRelease, UNKNOWN_TEXT, unknownCheckingProxy } from "./judge.ts";

function refuses(files: Readonly<Record<string, unknown>>, message: string): void {
  assert.throws(
    () => readRelease({ props: { reload: "nginx", files } }),
    (error: unknown) => {
      assert.ok(error instanceof UnreadableTextError);
      assert.equal(error.message, message);
      return true;
    },
  );
}

function publicServers(...listens: readonly string[]): boolean[] {
  const text = `http { ${listens.map((listen) => `server { ${listen} }`).join(" ")} }`;
  return servers(readRelease(nginxRelease(text))).map((server) => server.public);
}

describe("the text of a release", () => {
  it("has the included files of the same release in place of the include", () => {
    const release = nginxRelease("http { include parts/server.conf; }", {
      "parts/server.conf": "server { }",
    });
    assert.deepEqual(readRelease(release)[0]?.children, [
      { name: "server", args: [], at: "parts/server.conf:1", children: [] },
    ]);
  });

  it("is refused when an include leaves the release, holds a pattern or never ends", () => {
    const message = (file: string) =>
      `nginx.conf:1: cannot read: include must name a file of the same release, got "${file}"`;
    refuses({ "nginx.conf": "include /etc/nginx/mime.types;" }, message("/etc/nginx/mime.types"));
    refuses({ "nginx.conf": "include *.conf;" }, message("*.conf"));
    refuses({ "nginx.conf": "include toString;" }, message("toString"));
    refuses({ "nginx.conf": "include nginx.conf;" }, "nginx.conf:1: cannot read: more than 50 includes");
  });

  it("is refused without a main file", () => {
    refuses({}, "nginx.conf: cannot read: expected text, got undefined");
  });

  it("is left out when it is for another service, unreadable or not known yet", () => {
    const { props } = nginxRelease("a {");
    assert.equal(tryRead({ props }), undefined);
    assert.equal(tryRead({ props: { ...props, reload: "prometheus" } }), undefined);
    assert.equal(tryRead({ props: unknownCheckingProxy(nginxRelease(UNKNOWN_TEXT).props) }), undefined);
  });
});

describe("a server", () => {
  it("is public unless every address it listens to is internal", () => {
    assert.deepEqual(
      publicServers(
        "listen 443 ssl;",
        "listen [::]:80;",
        "listen *:8443;",
        "listen 10.0.0.1;",
        "listen 8000-8010;",
        "",
      ),
      [true, true, true, true, true, true],
    );
    assert.deepEqual(
      publicServers(
        "listen 127.0.0.1:80;",
        "listen [::1]:80;",
        "listen localhost:8080;",
        "listen unix:/tmp/s;",
      ),
      [false, false, false, false],
    );
    assert.deepEqual(
      publicServers(
        "listen 172.20.4.10:9113;",
        "listen 9114 ssl;",
        "listen 127.0.0.1:9115;",
        "listen 9113; listen 81;",
      ),
      [false, false, false, true],
    );
  });

  it("speaks TLS when one of its addresses does", () => {
    const text = "http { server { listen 1; } server { listen 1; listen 2 ssl; } server { listen 3 quic; } }";
    assert.deepEqual(
      servers(readRelease(nginxRelease(text))).map(({ tls }) => tls),
      [false, true, true],
    );
  });

  it("is called by its first name, else by its address", () => {
    const text = "http { server { listen 80; server_name a b; } server { listen 81; } server { } }";
    assert.deepEqual(
      servers(readRelease(nginxRelease(text))).map(({ label }) => label),
      ["server a", "server 81", "server"],
    );
  });
});

describe("inheritance", () => {
  it("takes the nearest level that has any directive of the name", () => {
    const text = "http { x 1; x 2; server { location /a { x 3; if ($b) { y; } } location /c { } } }";
    const [server] = servers(readRelease(nginxRelease(text)));
    assert.ok(server);
    const found = [...levelsFrom(server)].map((level) => effective(level, "x").map(({ args }) => args[0]));
    assert.deepEqual(found, [["1", "2"], ["3"], ["3"], ["1", "2"]]);
  });
});
