import { block, type Directive, directive, trusted } from "./directive.ts";

const ERROR_STATUSES: readonly number[] = [400, 404, 410, 413, 414, 429, 500, 502, 503, 504];
// Method, headers larger than nginx reads, and plain HTTP where TLS is spoken: said before there is a location.
const EARLY_STATUSES: readonly number[] = [405, 494, 497];
// What a client can make nginx say with a Transfer-Encoding or a version that it does not know: no failure of ours.
const CLIENTS_FAULT: readonly number[] = [501, 505];

/** Where a request is answered that nginx refused before it had a location. No path of a route can hold an `@`. */
export const EARLY_ERROR = "/@error";

/** nginx's own refusals as JSON with the same headers; an app's own error bodies pass unchanged. */
export function errorPages(statuses = ERROR_STATUSES): Directive[] {
  return [directive("error_page", ...statuses, "@error")];
}

/**
 * The same for what nginx refuses before there is a location. Such a request may have no path, such as one with a NUL in
 * it, and nginx moves none of those to a named location: it would answer 500.
 */
export function earlyErrorPages(): Directive[] {
  return [
    directive("error_page", ...ERROR_STATUSES, ...EARLY_STATUSES, EARLY_ERROR),
    directive("error_page", ...CLIENTS_FAULT, "=400", EARLY_ERROR),
  ];
}

/** Texts and waiting times of those refusals. */
export function errorMaps(): Directive[] {
  return [
    block(
      "map",
      [trusted`$status`, trusted`$error_text`],
      [
        directive("default", trusted`the request was refused`),
        directive("404", trusted`no such path`),
        directive("405", trusted`no such method`),
        directive("410", trusted`V1 is gone, ask V2`),
        directive("413", trusted`the body is larger than 10 MB`),
        directive("429", trusted`too many requests`),
        directive("502", trusted`the service gave no answer`),
        directive("503", trusted`V2 is switched off for now`),
        directive("504", trusted`the service answered too late`),
      ],
    ),
    block(
      "map",
      [trusted`$status`, trusted`$retry_after`],
      [directive("default", trusted``), directive("429", 60), directive("503", 30)],
    ),
  ];
}
