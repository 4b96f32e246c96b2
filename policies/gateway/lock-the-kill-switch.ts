import { effective, gatewayRule, headOf, levelsFrom, ownDirectives, servers } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";

/** Who writes the flag file over the network shows a certificate with an allowed name, on an internal port. */
export const lockTheKillSwitch = gatewayRule(
  "lock-the-kill-switch",
  "only a named certificate may throw the kill switch",
  check,
);

function* check(text: readonly Directive[]): Violations {
  const names = namesOfClient(text);
  for (const server of servers(text)) {
    for (const level of levelsFrom(server)) {
      if (ownDirectives(level, "dav_methods").length === 0) continue;
      const where = `${level.block.at}: ${headOf(level.block)}`;
      if (server.public) yield `${where} must not be public; listen on the monitoring network's control port`;
      if (!server.tls || effective(server, "ssl_verify_client")[0]?.args[0] !== "on") {
        yield `${where} must demand a client certificate; use TLS and "ssl_verify_client on;"`;
      }
      if (!ownDirectives(level, "if").some((block) => refusesByName(block, names))) {
        yield `${where} must refuse other names of the same authority; test $ssl_client_s_dn and "return 403;"`;
      }
    }
  }
}

// The certificate's name itself, and every map that is keyed by it.
function namesOfClient(text: readonly Directive[]): ReadonlySet<string> {
  const http = text.flatMap(({ children = [] }) => children);
  const maps = http.filter(({ name, args }) => name === "map" && args[0] === "$ssl_client_s_dn");
  return new Set(["$ssl_client_s_dn", ...maps.map(({ args }) => args[1] ?? "")]);
}

function refusesByName({ args, children = [] }: Directive, names: ReadonlySet<string>): boolean {
  const variable = args[0]?.replace(/^\(/, "") ?? "";
  return (
    names.has(variable) && children.some(({ name, args: [status] }) => name === "return" && status === "403")
  );
}
