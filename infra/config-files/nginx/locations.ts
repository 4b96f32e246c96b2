import type { Route } from "../../stage/schema.ts";
import { type Argument, block, type Directive, directive, trusted } from "./directive.ts";
import { EARLY_ERROR, errorPages } from "./error-pages.ts";
import { keepFailures, tryV2 } from "./fallback.ts";
import type { GatewayInput, Release } from "./input.ts";
import { rateLimit } from "./rate-limits.ts";
import { securityHeaders } from "./security-headers.ts";

/** Every location of the public server: the routes of platform.yaml, then what the gateway answers itself. */
export function locations(input: GatewayInput): Directive[] {
  return [
    ...input.routes.flatMap((route, index) => routeLocations(input, route, index)),
    ...ownLocations(input),
  ];
}

function routeLocations(input: GatewayInput, route: Route, index: number): Directive[] {
  // Identity is no release, so no release answers for it.
  if (route.to === "identity") return [location(input, route, proxyTo("identity", route))];
  if (route.to !== "split") return [fixedLocation(input, route, route.to)];
  if (input.sunset) return [fixedLocation(input, route, "v2")];
  const onV2 = `@v2_${index}`;
  const instead = `@v1_instead_${index}`;
  return [
    location(input, route, [
      directive("set", trusted`$assigned`, "v1"),
      directive("error_page", 418, "=", onV2),
      // 418 never leaves the gateway: it moves the request, body and all, to the named location below.
      block("if", [trusted`($release`, "=", trusted`v2)`], [directive("return", 418)]),
      ...proxyTo("v1", route),
    ]),
    // Of two pages for one status nginx takes the first.
    block(
      "location",
      [onV2],
      [...preamble(input, route), directive("set", trusted`$assigned`, "v2"), ...tryV2(route, instead)],
    ),
    block(
      "location",
      [instead],
      [
        ...preamble(input, route),
        ...errorPages(),
        ...(route.retry === "never" ? keepFailures() : []),
        ...proxyTo("v1", route),
      ],
    ),
  ];
}

function fixedLocation(input: GatewayInput, route: Route, release: Release): Directive {
  // Who asks for V1 by name must be known by name before V1 goes, and after it.
  const client =
    release === "v1" ? [directive("set", trusted`$v1_client`, trusted`${route.path} $http_user_agent`)] : [];
  if (release === "v1" && input.sunset) return location(input, route, [...client, directive("return", 410)]);
  const killed = block("if", [trusted`($killed)`], [directive("return", 503)]);
  return location(input, route, [
    directive("set", trusted`$assigned`, release),
    ...client,
    ...(release === "v2" && !input.sunset ? [killed] : []),
    ...proxyTo(release, route),
  ]);
}

function location(input: GatewayInput, route: Route, children: readonly Directive[]): Directive {
  const match: Argument[] = route.exact ? ["=", route.path] : [route.path];
  return block("location", match, [...preamble(input, route), ...errorPages(), ...children]);
}

function preamble(input: GatewayInput, route: Route): Directive[] {
  return [...answerHeaders(input), ...rateLimit(input, route.limit)];
}

/** Headers of an answer, complete for one level. */
function answerHeaders(input: GatewayInput): Directive[] {
  const always = trusted`always`;
  return [
    ...securityHeaders(input.host, "https"),
    directive("add_header", "X-Release", trusted`$served_by`, always),
    directive("add_header", "X-Request-Id", trusted`$request_id`, always),
    directive("add_header", "Set-Cookie", trusted`$new_assignment`, always),
  ];
}

function proxyTo(upstream: Release | "identity", route: Route): Directive[] {
  return [
    directive("proxy_next_upstream", "off"),
    directive("proxy_read_timeout", trusted`${route.timeout}s`),
    directive("proxy_pass", trusted`http://${upstream}`),
  ];
}

function ownLocations(input: GatewayInput): Directive[] {
  return [
    block(
      "location",
      ["=", "/health"],
      [
        ...answerHeaders(input),
        directive("access_log", "off"),
        directive("default_type", "text/plain"),
        directive("return", 200, trusted`ok`),
      ],
    ),
    block("location", ["/"], [...answerHeaders(input), ...errorPages(), directive("return", 404)]),
    block("location", ["@error"], errorAnswer(input)),
    // Asked for by a client, it is a path like any other that there is not.
    block(
      "location",
      ["=", EARLY_ERROR],
      [...errorPages([404]), directive("internal"), ...errorAnswer(input)],
    ),
  ];
}

function errorAnswer(input: GatewayInput): Directive[] {
  return [
    ...answerHeaders(input),
    directive("add_header", "Retry-After", trusted`$retry_after`, trusted`always`),
    directive("default_type", "application/json"),
    directive("return", 200, trusted`{"error":"$error_text","status":$status,"requestId":"$request_id"}`),
  ];
}
