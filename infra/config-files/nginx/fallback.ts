import type { Route } from "../../stage/schema.ts";
import { block, type Directive, directive, trusted } from "./directive.ts";

// A user of V2 waits at most this long for V2 before V1 answers instead; with V1's own time it stays below 2 s.
const CONNECT = trusted`200ms`;
const READ = trusted`1s`;
const LIMIT = trusted`2s`;

// What nginx says of a release without an answer; an answer of V2's own, of whatever status, is the user's.
const NO_ANSWER = [502, 504];

/**
 * One request of the split, given to V2. On `retry: idempotent` V1 answers the same request when V2 fails, though
 * it is a POST. On `retry: never` V2 is asked once, and a 502 or 504 goes on to `instead`, which must begin with
 * `keepFailures`: nginx's own second try would repeat a PUT or a DELETE that V2 has already got.
 */
export function tryV2(route: Route, instead: string): Directive[] {
  if (route.retry === "never")
    return [
      directive("error_page", ...NO_ANSWER, "=", instead),
      directive("proxy_connect_timeout", CONNECT),
      directive("proxy_read_timeout", trusted`${route.timeout}s`),
      directive("proxy_next_upstream", "off"),
      directive("proxy_pass", trusted`http://v2`),
    ];
  const failures = ["error", "timeout", "invalid_header", "http_500", "http_502", "http_503", "http_504"];
  return [
    directive("proxy_connect_timeout", CONNECT),
    directive("proxy_read_timeout", READ),
    directive("proxy_next_upstream", ...failures, "non_idempotent"),
    directive("proxy_next_upstream_tries", 2),
    directive("proxy_next_upstream_timeout", LIMIT),
    directive("proxy_pass", trusted`http://v2_then_v1`),
  ];
}

/** Answers V2's failure where the request must not be made again; what is left may be asked of V1. */
export function keepFailures(): Directive[] {
  return NO_ANSWER.map((status) =>
    block("if", [trusted`($kept_failure`, "=", trusted`${status})`], [directive("return", status)]),
  );
}

/** `$kept_failure`: empty when V2 got nothing of the request, or when it was a read that failed within 2 s. */
export function keptFailure(): Directive {
  const known = trusted`$upstream_bytes_sent $request_method $upstream_response_time`;
  return block(
    "map",
    [known, trusted`$kept_failure`],
    [
      directive("default", trusted`$upstream_status`),
      directive(trusted`~^0 `, trusted``),
      directive(trusted`~^[0-9]+ (GET|HEAD|OPTIONS) [01][.]`, trusted``),
    ],
  );
}
