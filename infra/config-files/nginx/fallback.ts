import type { Route } from "../../stage/schema.ts";
import { block, type Directive, directive, trusted } from "./directive.ts";
import { errorPages } from "./error-pages.ts";

// A user of V2 waits at most this long for V2 before V1 answers instead, in the time that V1 always has.
const CONNECT = trusted`200ms`;
const READ = trusted`1s`;

// What nginx says of a release without an answer.
const NO_ANSWER = [502, 504];
// After these, V2's own answers too, V1 can still compute the same.
const FAILED = [500, 502, 503, 504];
// Of nginx's own refusals the two that can come this late.
const REFUSED = [413, 429];

/**
 * One request of the split, given to V2 once; a failure goes on to `instead`, where V1 has its own time. On `retry:
 * idempotent` that is every failure, though it is a POST. On `retry: never` it is nginx's 502 or 504 alone, an answer of
 * V2's own is the user's, and `instead` must begin with `keepFailures`: nginx's own second try would repeat a PUT or a
 * DELETE that V2 has already got.
 */
export function tryV2(route: Route, instead: string): Directive[] {
  const once = [
    directive("proxy_connect_timeout", CONNECT),
    directive("proxy_next_upstream", "off"),
    directive("proxy_pass", trusted`http://v2`),
  ];
  if (route.retry === "never")
    return [
      directive("error_page", ...NO_ANSWER, "=", instead),
      directive("proxy_read_timeout", trusted`${route.timeout}s`),
      ...once,
      ...errorPages(),
    ];
  return [
    directive("proxy_intercept_errors", "on"),
    directive("error_page", ...FAILED, "=", instead),
    directive("proxy_read_timeout", READ),
    ...once,
    // No others: a page for a status takes the place of V2's own answer with it, such as what is wrong with a request.
    ...errorPages(REFUSED),
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
