import { effective, type Level, levelsFrom, ownDirectives, type Server } from "./gateway-text.ts";

/** A header that every public answer must carry. */
export interface SecurityHeader {
  readonly name: string;
  /** What a value must be, for messages. */
  readonly expected: string;
  /** Whether a value protects; one with an nginx variable never does, it could be empty. */
  readonly protects: (value: string) => boolean;
}

/** RFC 6797. Browsers keep it for a whole host name, so never for `localhost`, and ignore it over plain HTTP. */
export const HSTS: SecurityHeader = {
  name: "Strict-Transport-Security",
  expected: "max-age of at least 31536000",
  protects: (value) => Number(/(?:^|; *)max-age=(\d+)(?:;|$)/.exec(value)?.[1] ?? 0) >= 31_536_000,
};

const REFERRER_POLICIES: readonly string[] = [
  "no-referrer",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
];

/** The headers that every public answer needs, over HTTPS and over plain HTTP. */
export const SECURITY_HEADERS: readonly SecurityHeader[] = [
  { name: "X-Frame-Options", expected: '"DENY"', protects: (value) => value === "DENY" },
  { name: "X-Content-Type-Options", expected: '"nosniff"', protects: (value) => value === "nosniff" },
  {
    name: "Referrer-Policy",
    expected: `one of ${REFERRER_POLICIES.join(", ")}`,
    protects: (value) => REFERRER_POLICIES.includes(value),
  },
  {
    name: "Content-Security-Policy",
    expected: "a policy with default-src and without unsafe-",
    protects: (value) => /(?:^|; *)default-src [^;$]/.test(value) && !/unsafe-|\$/.test(value),
  },
];

/** Whether a server name only ever means this machine. */
export function isLocalName(name: string): boolean {
  return /(^|\.)localhost\.?\$?$/i.test(name);
}

/** Every level of a server that has headers of its own. The others send those of the next outer level. */
export function levelsWithHeaders(server: Server): readonly Level[] {
  return [...levelsFrom(server)].filter(
    (level) => level === server || ownDirectives(level, "add_header").length > 0,
  );
}

/** What a level sends under this name, whatever its case, and whether with every status. */
export function valuesAt(
  level: Level,
  name: string,
): readonly { readonly text: string; readonly always: boolean }[] {
  return effective(level, "add_header")
    .filter(({ args }) => args[0]?.toLowerCase() === name.toLowerCase())
    .map(({ args }) => ({ text: args[1] ?? "", always: args[2] === "always" }));
}
