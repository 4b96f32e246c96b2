import { effective, everyDirective, gatewayRule, servers } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";

/** Every TLS server speaks TLS 1.3 and nothing else, and nothing in the text brings an older version back. */
export const requireTls13 = gatewayRule("require-tls-1.3", "TLS 1.3 only", check);

function* check(text: readonly Directive[]): Violations {
  for (const directive of everyDirective(text)) {
    if (directive.name.endsWith("ssl_protocols") && directive.args.join(" ") !== "TLSv1.3") {
      yield `${directive.at}: ${directive.name} must be TLSv1.3, got "${directive.args.join(" ")}"`;
    }
    if (directive.name.endsWith("ssl_conf_command") && /protocol/i.test(directive.args[0] ?? "")) {
      yield `${directive.at}: ${directive.name} must not set ${directive.args[0]}; it overrides ssl_protocols, remove it`;
    }
  }
  for (const server of servers(text)) {
    if (server.tls && effective(server, "ssl_protocols").length === 0) {
      yield `${server.block.at}: ${server.label} must say "ssl_protocols TLSv1.3;", got nothing and so TLS 1.2 too`;
    }
  }
}
