import { gatewayRule, ownDirectives, servers } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";

/** What could answer before or instead of the redirect. */
const DETOURS: readonly string[] = ["location", "if", "rewrite", "break", "error_page", "try_files"];

/** A public server without TLS answers every request with a redirect to HTTPS, and nothing else. */
export const redirectPlainHttp = gatewayRule(
  "redirect-plain-http",
  "plain HTTP only redirects to HTTPS",
  check,
);

function* check(text: readonly Directive[]): Violations {
  for (const server of servers(text)) {
    if (!server.public) continue;
    const mixed = ownDirectives(server, "listen").find(
      ({ args }) => !args.includes("ssl") && !args.includes("quic"),
    );
    if (server.tls && mixed !== undefined) {
      yield `${mixed.at}: ${server.label} must not take TLS and plain HTTP; give plain HTTP a server of its own`;
    }
    if (server.tls) continue;
    for (const { name, at } of server.block.children ?? []) {
      if (DETOURS.includes(name))
        yield `${at}: ${server.label} must only redirect to HTTPS, got ${name}; remove it`;
    }
    const returns = ownDirectives(server, "return").map(({ args }) => args.join(" "));
    if (returns.length !== 1 || !/^301 https:\/\/[^ ]+$/.test(returns[0] ?? "")) {
      const found = returns.length === 0 ? "no return" : `"return ${returns.join("; return ")}"`;
      yield `${server.block.at}: ${server.label} must have one "return 301 https://…;", got ${found}`;
    }
  }
}
