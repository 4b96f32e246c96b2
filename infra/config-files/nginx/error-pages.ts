import { block, type Directive, directive, trusted } from "./directive.ts";

const ERROR_STATUSES: readonly number[] = [400, 404, 410, 413, 414, 429, 500, 502, 503, 504];

/** nginx's own refusals as JSON with the same headers; an app's own error bodies pass unchanged. */
export function errorPages(statuses = ERROR_STATUSES): Directive[] {
  return [directive("error_page", ...statuses, "@error")];
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
