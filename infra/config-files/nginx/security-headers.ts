import { type Directive, directive, trusted } from "./directive.ts";

/**
 * The security headers, for every level that adds any header: nginx drops the inherited ones as soon as a
 * level has its own. `localhost` never gets HSTS, a browser would apply it to every local server.
 */
export function securityHeaders(host: string, scheme: "https" | "http"): Directive[] {
  const always = trusted`always`;
  const isLocal = host === "localhost" || host.endsWith(".localhost");
  const hsts = trusted`max-age=31536000; includeSubDomains`;
  return [
    ...(isLocal || scheme === "http"
      ? []
      : [directive("add_header", "Strict-Transport-Security", hsts, always)]),
    directive("add_header", "X-Frame-Options", "DENY", always),
    directive("add_header", "X-Content-Type-Options", "nosniff", always),
    directive("add_header", "Referrer-Policy", "strict-origin-when-cross-origin", always),
    directive(
      "add_header",
      "Content-Security-Policy",
      trusted`default-src 'none'; frame-ancestors 'none'`,
      always,
    ),
    directive("add_header", "Permissions-Policy", trusted`camera=(), geolocation=(), microphone=()`, always),
    directive("add_header", "X-XSS-Protection", trusted`0`, always),
  ];
}

/** The names above, so that an answer of an app never shows one twice. */
export const SECURITY_HEADER_NAMES = [
  "Strict-Transport-Security",
  "X-Frame-Options",
  "X-Content-Type-Options",
  "Referrer-Policy",
  "Content-Security-Policy",
  "Permissions-Policy",
  "X-XSS-Protection",
] as const;
