import assert from "node:assert/strict";
import { isIPv4 } from "node:net";
import { describe, it } from "node:test";
import { argsOf, children, everywhere, type Gateway, named, readGateway } from "../../support/nginx.ts";
import { PLACES, STAGES } from "../../support/plans.ts";

const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ["X-Frame-Options", "DENY"],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=()"],
  ["X-XSS-Protection", "0"],
];
const HSTS = ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"] as const;

for (const place of PLACES)
  for (const stage of STAGES)
    describe(`the gateway of ${place} at ${stage}`, () => {
      const gateway = readGateway(stage, place);
      const expected = place === "production" ? [HSTS, ...HEADERS] : HEADERS;

      it("sends every security header, with every status, from every level that has headers", () => {
        const secure = gateway.server("443");
        for (const level of [secure, ...gateway.locations])
          assert.deepEqual(securityHeaders(level), expected, level.args.join(" "));
        assert.deepEqual(securityHeaders(gateway.server("80")), HEADERS);
        for (const { args } of gateway.all("add_header")) assert.ok(args[2] === "always", args.join(" "));
      });

      it("has no header below a location, where it would hide the others", () => {
        for (const block of gateway.all("if")) assert.deepEqual(argsOf(block, "add_header"), []);
      });

      it("sends HSTS over TLS in production and never for localhost", () => {
        const hosts = argsOf(gateway.server("443"), "server_name").flat();
        const sent = gateway.all("add_header").filter(({ args }) => args[0] === HSTS[0]);
        if (place === "production") {
          assert.deepEqual(hosts, ["api.supersmartmatch.com"]);
          assert.equal(sent.length, gateway.locations.length + 1);
        } else {
          assert.deepEqual([hosts, sent], [["api.ssm.localhost"], []]);
        }
      });

      it("hides what an app sends under the same names, so that none is doubled", () => {
        const hidden = argsOf(gateway.http, "proxy_hide_header").flat();
        for (const [name] of [HSTS, ...HEADERS]) assert.ok(hidden.includes(name), name);
        assert.ok(hidden.includes("X-Release"));
      });

      it("speaks TLS 1.3 and nothing older", () => {
        const secure = gateway.servers.filter((server) => argsOf(server, "listen").flat().includes("ssl"));
        assert.equal(secure.length, 2);
        for (const server of secure) assert.deepEqual(argsOf(server, "ssl_protocols"), [["TLSv1.3"]]);
        assert.equal(gateway.all("ssl_protocols").length, 2);
      });

      it("answers port 80 with a redirect to the public address and with nothing else", () => {
        const plain = gateway.server("80");
        const address = place === "production" ? "api.supersmartmatch.com" : "api.ssm.localhost:8443";
        assert.deepEqual(argsOf(plain, "return"), [["301", `https://${address}$request_uri`]]);
        assert.deepEqual(named(children(plain), "location"), []);
      });

      it("listens for status and control on the monitoring network, for the config id on loopback", () => {
        const listens = gateway.all("listen").map(({ args }) => args[0]);
        assert.deepEqual(listens, ["80", "443", "172.20.4.10:9113", "172.20.4.10:9114", "127.0.0.1:9115"]);
      });

      it("needs no name service: every server of an upstream is an address", () => {
        for (const { args } of upstreamServers(gateway)) {
          const [address = "", port] = args[0]?.split(":") ?? [];
          assert.ok(isIPv4(address) && /^\d+$/.test(port ?? ""), args.join(" "));
          assert.ok(!args.includes("resolve"));
        }
        assert.deepEqual(gateway.all("resolver"), []);
      });

      it("names only upstreams that exist, and gives every request of a release its release", () => {
        const upstreams = argsOf(gateway.http, "upstream").flat();
        for (const location of gateway.locations) {
          const [target] = argsOf(location, "proxy_pass").flat();
          if (target === undefined) continue;
          assert.ok(upstreams.includes(target.replace("http://", "")), target);
          const [head = ""] = location.args;
          const [, release] = argsOf(location, "set").find(([name]) => name === "$assigned") ?? [];
          // V1 in V2's place: the request stays V2's, as the location before has set.
          if (head.startsWith("@v1_instead_")) assert.deepEqual([release, target], [undefined, "http://v1"]);
          else if (target === "http://identity") assert.equal(release, undefined);
          else assert.ok(release !== undefined && target.startsWith(`http://${release}`), head);
        }
      });

      it("lets an old worker live longer than any request may take, and idle connections longer than a reload", () => {
        const longest = Math.max(...gateway.all("proxy_read_timeout").map(({ args }) => seconds(args[0])));
        const [shutdown] = gateway.all("worker_shutdown_timeout");
        assert.ok(seconds(shutdown?.args[0]) > longest);
        assert.deepEqual(argsOf(gateway.http, "keepalive_min_timeout"), [["10s"]]);
      });

      it("logs one JSON object per request for people, and what the exporter reads in two files by turns", () => {
        const keys = gateway
          .all("log_format")
          .map(({ args }) => Object.keys(JSON.parse(args[2] ?? "")).join(" "));
        assert.deepEqual(keys, [
          LOG_KEYS,
          "status release upstream_addr upstream_status upstream_response_time killed v1_client",
        ]);
        assert.deepEqual(argsOf(gateway.http, "access_log"), [
          ["/dev/stdout", "access", "buffer=32k", "flush=1s"],
          ["/var/log/gateway/even.log", "signals", "buffer=32k", "flush=500ms", "if=$even_turn"],
          ["/var/log/gateway/odd.log", "signals", "buffer=32k", "flush=500ms", "if=$odd_turn"],
        ]);
      });

      it("gives a new user a cookie that scripts, other sites and plain HTTP cannot use", () => {
        const map = gateway.block("map", "$assignment", "$new_assignment");
        const [, cookie] = children(map).map(({ args }) => args[0]);
        assert.equal(
          cookie,
          "ssm_assignment=$request_id; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax",
        );
        assert.deepEqual(children(map)[0], { ...children(map)[0], name: "default", args: [""] });
        for (const location of gateway.locations)
          assert.ok(argsOf(location, "add_header").some(([name]) => name === "Set-Cookie"));
      });

      it("answers its own refusals as JSON with the request's id, and says when to come back", () => {
        const body = argsOf(gateway.location("@error"), "return").flat()[1] ?? "";
        const example = body.replace("$status", "404");
        assert.deepEqual(Object.keys(JSON.parse(example)), ["error", "status", "requestId"]);
        const waits = children(gateway.block("map", "$status", "$retry_after"));
        assert.deepEqual(
          waits.map(({ name, args }) => [name, args[0]]),
          [
            ["default", ""],
            ["429", "60"],
            ["503", "30"],
          ],
        );
      });
    });

const LOG_KEYS =
  "time request_id remote_addr method uri status bytes request_time release served_by upstream_addr " +
  "upstream_status upstream_response_time killed user_agent referer host protocol";

function securityHeaders(level: Gateway["http"]): (readonly [string, string])[] {
  const names = [HSTS, ...HEADERS].map(([name]) => name);
  return argsOf(level, "add_header").flatMap(([name = "", value = ""]) =>
    names.includes(name) ? [[name, value] as const] : [],
  );
}

function upstreamServers(gateway: Gateway) {
  const upstreams = named(children(gateway.http), "upstream");
  return upstreams.flatMap((upstream) => named(everywhere(children(upstream)), "server"));
}

function seconds(text = ""): number {
  return text.endsWith("ms") ? Number.parseInt(text, 10) / 1000 : Number.parseInt(text, 10);
}
