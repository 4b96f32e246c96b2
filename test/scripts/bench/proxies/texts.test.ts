import assert from "node:assert/strict";
import { test } from "node:test";
import { type Directive, readNginx } from "../../../../policies/nginx-reader.ts";
import { bareProxyText, lightUpstreamText } from "../../../../scripts/bench/proxies/texts.ts";
import { argsOf, children, Gateway, named, readGateway } from "../../../support/nginx.ts";

const bare = new Gateway(readNginx(bareProxyText({ address: "172.20.2.11", port: 5062 }), "bare-proxy.conf"));
const gateway = readGateway("050-percent");
const lines = (directives: readonly Directive[]) =>
  directives.map(({ name, args }) => [name, ...args].join(" "));

test("the bare proxy has the gateway's workers", () => {
  for (const name of ["worker_processes", "worker_rlimit_nofile", "worker_connections"])
    assert.deepEqual(lines(bare.all(name)), lines(gateway.all(name)));
});

test("the bare proxy has the gateway's TLS and protocols, and keeps clients' connections as long", () => {
  const settings = (of: Gateway) =>
    lines(children(of.server("443"))).filter((line) => /^(listen|http2|ssl_)/.test(line));
  assert.equal(settings(bare).length, 8);
  assert.deepEqual(settings(bare), settings(gateway));
  for (const name of ["keepalive_requests", "keepalive_timeout"])
    assert.deepEqual(argsOf(bare.http, name), argsOf(gateway.http, name));
});

test("the bare proxy reaches V1 over the gateway's own pool of connections", () => {
  assert.deepEqual(
    lines(children(bare.block("upstream", "v1"))),
    lines(children(gateway.block("upstream", "v1"))),
  );
  assert.deepEqual(argsOf(bare.http, "proxy_http_version"), argsOf(gateway.http, "proxy_http_version"));
});

test("the bare proxy does nothing but proxy", () => {
  assert.deepEqual(lines(children(bare.location("= /api/match"))), ["proxy_pass http://v1"]);
  for (const name of ["add_header", "limit_req", "limit_conn", "if", "set", "map", "split_clients"])
    assert.deepEqual(bare.all(name), []);
  assert.deepEqual(lines(bare.all("access_log")), ["access_log off"]);
});

test("the light upstream answers any path with a match, without a log", () => {
  const light = new Gateway(readNginx(lightUpstreamText(5062), "light.conf"));
  const [answer] = named(children(light.server("5062")), "return");
  assert.equal(answer?.args[0], "200");
  assert.deepEqual(Object.keys(JSON.parse(answer?.args[1] ?? "")), [
    "matches",
    "processing_time_ms",
    "algorithm",
  ]);
  assert.deepEqual(lines(light.all("access_log")), ["access_log off"]);
});
