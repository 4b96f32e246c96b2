import { everyDirective, gatewayRule, headOf, type Level, type Server, servers } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";
import * as headers from "../security-headers.ts";

/** Every public answer, at every location and status, carries the security headers; HSTS except for localhost. */
export const requireSecurityHeaders = gatewayRule(
  "require-security-headers",
  "every security header on every location and status",
  check,
);

function* check(text: readonly Directive[]): Violations {
  for (const { name, at } of everyDirective(text)) {
    if (name === "add_header_inherit")
      yield `${at}: ${name} must not be used; write the headers into each level`;
  }
  const open = servers(text).filter((server) => server.public);
  const anyLocal = open.some(({ names }) => names.some(headers.isLocalName));
  for (const server of open) {
    const names = server.names.filter((name) => name !== "_" && name !== "");
    const local = names.length > 0 ? names.some(headers.isLocalName) : anyLocal;
    if (local && !names.every(headers.isLocalName)) {
      yield `${server.block.at}: ${server.label} must not mix localhost with other names, HSTS differs; use two servers`;
    }
    const required =
      server.tls && !local ? [headers.HSTS, ...headers.SECURITY_HEADERS] : headers.SECURITY_HEADERS;
    const reason = server.tls
      ? "browsers would apply it to every local server"
      : "it means nothing over plain HTTP";
    for (const level of headers.levelsWithHeaders(server)) {
      for (const header of required) yield* mustSend(level, header, server);
      if (required.includes(headers.HSTS) || headers.valuesAt(level, headers.HSTS.name).length === 0)
        continue;
      yield `${where(level, server)} must not send ${headers.HSTS.name}, ${reason}; remove it`;
    }
  }
}

function* mustSend(level: Level, header: headers.SecurityHeader, server: Server): Violations {
  const [value, ...more] = headers.valuesAt(level, header.name);
  if (value !== undefined && more.length === 0 && value.always && header.protects(value.text)) return;
  const found = value === undefined ? "nothing" : more.length > 0 ? "it twice" : `"${value.text}"`;
  const suffix = value === undefined || value.always ? "" : " without always";
  yield `${where(level, server)} must send ${header.name}: ${header.expected}, always; got ${found}${suffix}`;
}

const where = (level: Level, server: Server): string =>
  `${level.block.at}: ${level === server ? server.label : headOf(level.block)}`;
