import { type Directive, directive, type Trusted, trusted } from "./directive.ts";

const FIELDS: Readonly<Record<string, string>> = {
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

/**
 * One JSON object per request, without query strings or bodies, to the container's log and to the exporter.
 * Every value is a string: nginx lists several times or addresses in one field when a request was repeated.
 */
export function accessLog(receiver: string): Directive[] {
  return [
    directive("log_format", "access", "escape=json", jsonFormat()),
    directive("access_log", "/dev/stdout", "access", "buffer=32k", "flush=1s"),
    directive("access_log", trusted`syslog:server=${receiver},tag=gateway`, "access"),
  ];
}

function jsonFormat(): Trusted {
  const fields = Object.entries(FIELDS).map(([key, variable]) => `"${key}":"$${variable}"`);
  return { trusted: `{${fields.join(",")}}` };
}
