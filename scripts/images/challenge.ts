/** How a registry wants to be told who asks. */
export type Challenge =
  | { readonly kind: "basic" }
  /** A token is had at `realm`. */
  | { readonly kind: "bearer"; readonly realm: URL; readonly service: string | null };

/** Reads a `WWW-Authenticate` header; a token is preferred. Null when it asks for nothing that we could give. */
export function challengeOf(header: string): Challenge | null {
  const bearer = /\bbearer\s+(.*)$/i.exec(header)?.[1] ?? "";
  const realm = URL.parse(parameter(bearer, "realm") ?? "");
  if (realm !== null) return { kind: "bearer", realm, service: parameter(bearer, "service") };
  return /(^|,)\s*basic\b/i.test(header) ? { kind: "basic" } : null;
}

function parameter(text: string, name: string): string | null {
  return new RegExp(`(?:^|[,\\s])${name}="([^"]*)"`, "i").exec(text)?.[1] ?? null;
}
