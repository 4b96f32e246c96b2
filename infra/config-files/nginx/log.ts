import { block, type Directive, directive, type Trusted, trusted } from "./directive.ts";
import { GATEWAY_PATHS } from "./input.ts";

type Fields = Readonly<Record<string, string>>;

const FIELDS: Fields = {
  time: "time_iso8601",
  request_id: "request_id",
  remote_addr: "remote_addr",
  method: "request_method",
  uri: "uri",
  status: "status",
  bytes: "body_bytes_sent",
  request_time: "request_time",
  release: "assigned",
  served_by: "served_by",
  upstream_addr: "upstream_addr",
  upstream_status: "upstream_status",
  upstream_response_time: "upstream_response_time",
  killed: "killed",
  user_agent: "http_user_agent",
  referer: "http_referer",
  host: "host",
  protocol: "server_protocol",
};

/** What the exporter needs of a request: who got it, what became of each attempt, and who asked for V1 by name. */
const SIGNALS: Fields = {
  status: "status",
  release: "assigned",
  upstream_addr: "upstream_addr",
  upstream_status: "upstream_status",
  upstream_response_time: "upstream_response_time",
  killed: "killed",
  v1_client: "v1_client",
};

/**
 * One JSON object per request, without query strings or bodies, to the container's log, and a short one to the
 * exporter. Every value is a string: nginx lists several times or addresses in one field when a request was repeated.
 */
export function accessLog(): Directive[] {
  return [
    directive("log_format", "access", "escape=json", jsonFormat(FIELDS)),
    directive("access_log", "/dev/stdout", "access", "buffer=32k", "flush=1s"),
    directive("log_format", "signals", "escape=json", jsonFormat(SIGNALS)),
    ...turns(),
    signalsLog(0, trusted`if=$even_turn`),
    signalsLog(1, trusted`if=$odd_turn`),
  ];
}

// Two files in turns of ten seconds: the exporter empties the one that is not being written, so no line is lost.
function turns(): Directive[] {
  return [
    block(
      "map",
      [trusted`$time_iso8601`, trusted`$even_turn`],
      [directive("default", 0), directive(trusted`~:[0-9][0-9]:[024]`, 1)],
    ),
    block("map", [trusted`$even_turn`, trusted`$odd_turn`], [directive("default", 0), directive("0", 1)]),
  ];
}

function signalsLog(turn: 0 | 1, condition: Trusted): Directive {
  return directive(
    "access_log",
    GATEWAY_PATHS.signals[turn],
    "signals",
    "buffer=32k",
    "flush=500ms",
    condition,
  );
}

function jsonFormat(of: Fields): Trusted {
  const fields = Object.entries(of).map(([key, variable]) => `"${key}":"$${variable}"`);
  return { trusted: `{${fields.join(",")}}` };
}
