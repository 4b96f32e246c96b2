import { block, type Directive, directive, trusted } from "../../../infra/config-files/nginx/directive.ts";
import { GATEWAY_PATHS } from "../../../infra/config-files/nginx/input.ts";
import { writeNginx } from "../../../infra/config-files/nginx/writer.ts";

/** nginx as the gateway runs it, with nothing but TLS and one `proxy_pass`: no log, no limit, no split, no header. */
export function bareProxyText(upstream: { readonly address: string; readonly port: number }): string {
  return nginx([
    directive("proxy_http_version", "1.1"),
    directive("proxy_set_header", "Connection", trusted``),
    block(
      "upstream",
      ["v1"],
      [
        directive("zone", "v1", "128k"),
        directive("server", `${upstream.address}:${upstream.port}`, "max_fails=0"),
        directive("keepalive", 64),
        directive("keepalive_timeout", "30s"),
      ],
    ),
    block(
      "server",
      [],
      [
        directive("listen", 443, "ssl", "default_server"),
        directive("http2", "on"),
        directive("ssl_certificate", `${GATEWAY_PATHS.secrets}/gateway.crt`),
        directive("ssl_certificate_key", `${GATEWAY_PATHS.secrets}/gateway.key`),
        directive("ssl_protocols", "TLSv1.3"),
        directive("ssl_ecdh_curve", "X25519:prime256v1"),
        directive("ssl_session_cache", "shared:gateway:2m"),
        directive("ssl_session_tickets", "off"),
        block("location", ["=", "/api/match"], [directive("proxy_pass", trusted`http://v1`)]),
      ],
    ),
  ]);
}

/** An upstream that costs next to nothing: the answer of a small match, always the same, on any path. */
export function lightUpstreamText(port: number): string {
  const answer = trusted`{"matches":[{"job_id":"bench-1","job_title":"Developer","score":80,"reasons":[]}],"processing_time_ms":1,"algorithm":"light"}`;
  return nginx([
    directive("default_type", "application/json"),
    block("server", [], [directive("listen", port), directive("return", 200, answer)]),
  ]);
}

function nginx(http: readonly Directive[]): string {
  return writeNginx([
    directive("worker_processes", 2),
    directive("worker_rlimit_nofile", 16384),
    directive("pid", "/tmp/nginx.pid"),
    directive("error_log", "/dev/stderr", "warn"),
    block("events", [], [directive("worker_connections", 8192)]),
    block(
      "http",
      [],
      [
        directive("access_log", "off"),
        ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) =>
          directive(`${kind}_temp_path`, `/tmp/${kind}`),
        ),
        directive("keepalive_timeout", "75s"),
        directive("keepalive_requests", 1_000_000),
        ...http,
      ],
    ),
  ]);
}
