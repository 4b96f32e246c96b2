import { effective, everyDirective, gatewayRule, servers } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";

/** No answer tells nginx's version. */
export const hideServerVersion = gatewayRule("hide-server-version", "nginx does not tell its version", check);

function* check(text: readonly Directive[]): Violations {
  for (const { name, args, at } of everyDirective(text)) {
    if (name === "server_tokens" && args.join(" ") !== "off") {
      yield `${at}: server_tokens must be off, got "${args.join(" ")}"`;
    }
  }
  for (const server of servers(text)) {
    if (effective(server, "server_tokens").length === 0) {
      yield `${server.block.at}: ${server.label} must have "server_tokens off;", got nothing; write it into http`;
    }
  }
}
