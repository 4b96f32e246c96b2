import { block, type Directive, directive, trusted } from "./directive.ts";
import { earlyErrorPages, errorMaps } from "./error-pages.ts";
import { keptFailure } from "./fallback.ts";
import {
  GATEWAY_PATHS,
  GATEWAY_PORTS,
  type GatewayInput,
  OPERATOR,
  WORKER_SHUTDOWN_SECONDS,
} from "./input.ts";
import { locations } from "./locations.ts";
import { accessLog } from "./log.ts";
import { rateLimitZones } from "./rate-limits.ts";
import { SECURITY_HEADER_NAMES, securityHeaders } from "./security-headers.ts";
import { splitDirectives } from "./split.ts";
import { upstreams } from "./upstreams.ts";
import { writeNginx } from "./writer.ts";

/** The gateway's whole nginx.conf. `@CONFIG_ID@` in it becomes the id of the release that carries it. */
export function gatewayText(input: GatewayInput): string {
  return writeNginx([
    directive("worker_processes", 2),
    directive("worker_rlimit_nofile", 16384),
    directive("worker_shutdown_timeout", `${WORKER_SHUTDOWN_SECONDS}s`),
    directive("pid", GATEWAY_PATHS.pid),
    directive("error_log", "/dev/stderr", "warn"),
    block("events", [], [directive("worker_connections", 8192)]),
    block(
      "http",
      [],
      [
        ...httpDefaults(input),
        ...accessLog(),
        ...splitDirectives(input.v2),
        ...rateLimitZones(input),
        ...upstreams(input),
        ...(input.sunset ? [] : [keptFailure()]),
        ...errorMaps(),
        redirectServer(input),
        publicServer(input),
        ...operatorServers(input),
      ],
    ),
  ]);
}

function httpDefaults(input: GatewayInput): Directive[] {
  const temporary = ["proxy", "fastcgi", "uwsgi", "scgi"];
  return [
    directive("server_tokens", "off"),
    directive("default_type", "application/json"),
    // On the state volume, so that the control port's PUT is a rename and not a copy.
    directive("client_body_temp_path", `${GATEWAY_PATHS.state}/state/body`),
    ...temporary.map((kind) => directive(`${kind}_temp_path`, `/tmp/${kind}`)),
    directive("client_max_body_size", "10m"),
    directive("client_header_timeout", "10s"),
    directive("client_body_timeout", "30s"),
    directive("reset_timedout_connection", "on"),
    // Longer than clients stay idle: a reload then never closes a connection that a client is about to use.
    directive("keepalive_min_timeout", "10s"),
    directive("keepalive_timeout", "75s"),
    directive("keepalive_requests", 1_000_000),
    directive("recursive_error_pages", "on"),
    // What nginx refuses before any server's directives have run, it logs without their variables: no warning is due.
    directive("uninitialized_variable_warn", "off"),
    ...input.trustedProxies.map((proxy) => directive("set_real_ip_from", proxy)),
    ...(input.trustedProxies.length > 0 ? [directive("real_ip_header", "X-Forwarded-For")] : []),
    directive("proxy_http_version", "1.1"),
    directive("proxy_connect_timeout", "5s"),
    directive("proxy_send_timeout", "30s"),
    directive("proxy_set_header", "Host", trusted`$host`),
    directive("proxy_set_header", "Connection", trusted``),
    directive("proxy_set_header", "X-Release", trusted`$assigned`),
    directive("proxy_set_header", "X-Request-Id", trusted`$request_id`),
    directive("proxy_set_header", "X-Forwarded-For", trusted`$remote_addr`),
    directive("proxy_set_header", "X-Forwarded-Proto", "https"),
    ...["X-Release", "X-Powered-By", ...SECURITY_HEADER_NAMES].map((name) =>
      directive("proxy_hide_header", name),
    ),
  ];
}

function redirectServer(input: GatewayInput): Directive {
  const authority = input.publicHttpsPort === 443 ? input.host : `${input.host}:${input.publicHttpsPort}`;
  return block(
    "server",
    [],
    [
      directive("listen", 80, "default_server"),
      directive("server_name", input.host),
      ...securityHeaders(input.host, "http"),
      ...noRelease(),
      directive("return", 301, trusted`https://${authority}$request_uri`),
    ],
  );
}

function publicServer(input: GatewayInput): Directive {
  return block(
    "server",
    [],
    [
      directive("listen", 443, "ssl", "default_server"),
      directive("http2", "on"),
      directive("server_name", input.host),
      ...tls("gateway"),
      ...securityHeaders(input.host, "https"),
      ...earlyErrorPages(),
      ...noRelease(),
      ...killSwitch(),
      ...locations(input),
    ],
  );
}

// The access log names them, so every server that logs must give them a value.
function noRelease(): Directive[] {
  return [
    directive("set", trusted`$assigned`, trusted``),
    directive("set", trusted`$killed`, 0),
    directive("set", trusted`$v1_client`, trusted``),
  ];
}

// Looked at once per request, before any location: no route can reach V2 without passing here.
function killSwitch(): Directive[] {
  return [
    block("if", [trusted`(-f`, trusted`${GATEWAY_PATHS.killFlag})`], [directive("set", trusted`$killed`, 1)]),
  ];
}

function flagFile(): Directive[] {
  return [
    directive("alias", GATEWAY_PATHS.killFlag),
    directive("dav_methods", "PUT", "DELETE"),
    directive("client_max_body_size", "1k"),
  ];
}

function tls(name: string): Directive[] {
  return [
    directive("ssl_certificate", `${GATEWAY_PATHS.secrets}/${name}.crt`),
    directive("ssl_certificate_key", `${GATEWAY_PATHS.secrets}/${name}.key`),
    directive("ssl_protocols", "TLSv1.3"),
    directive("ssl_ecdh_curve", "X25519:prime256v1"),
    directive("ssl_session_cache", `shared:${name}:2m`),
    directive("ssl_session_tickets", "off"),
  ];
}

function operatorServers(input: GatewayInput): Directive[] {
  const killPath = "/kill-v2";
  return [
    block(
      "server",
      [],
      [
        directive("listen", `${input.monitoringAddress}:${GATEWAY_PORTS.status}`),
        directive("access_log", "off"),
        block("location", ["=", "/stub_status"], [directive("stub_status")]),
      ],
    ),
    // Who holds the one certificate of the control authority may throw the switch, and nothing else.
    block(
      "map",
      [trusted`$ssl_client_s_dn`, trusted`$may_control`],
      [directive("default", 0), directive(trusted`CN=${OPERATOR}`, 1)],
    ),
    block(
      "server",
      [],
      [
        directive("listen", `${input.monitoringAddress}:${GATEWAY_PORTS.control}`, "ssl"),
        ...tls("control"),
        directive("ssl_client_certificate", `${GATEWAY_PATHS.secrets}/control-authority.crt`),
        directive("ssl_verify_client", "on"),
        ...noRelease(),
        block(
          "location",
          ["=", killPath],
          [
            block("if", [trusted`($may_control`, "=", trusted`0)`], [directive("return", 403)]),
            ...(input.sunset ? [directive("return", 410)] : flagFile()),
          ],
        ),
        block("location", ["/"], [directive("return", 404)]),
      ],
    ),
    block(
      "server",
      [],
      [
        directive("listen", `127.0.0.1:${GATEWAY_PORTS.configId}`),
        directive("access_log", "off"),
        block("location", ["=", "/config-id"], [directive("return", 200, "@CONFIG_ID@")]),
      ],
    ),
  ];
}
