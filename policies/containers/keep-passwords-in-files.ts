import { CONTAINER, PASSWORD, RELEASE, VOLUME } from "../resources.ts";
import { type Seen, stackRule, unknownPath, type Violations } from "../rule.ts";

/** Everything that Docker shows to who may ask it, and the files that are not secret. */
const OPEN_TYPES: readonly string[] = [CONTAINER, VOLUME, RELEASE];

/**
 * No generated password stands in a container's settings, a label or a config file, under whatever name.
 * At the first preview passwords are not known; what would hold one is then unknown too and refused elsewhere.
 */
export const keepPasswordsInFiles = stackRule(
  "keep-passwords-in-files",
  "passwords only in secret files",
  check,
);

function* check(resources: readonly Seen[]): Violations {
  const passwords = resources
    .filter(({ type }) => type === PASSWORD)
    .flatMap(({ props, name }) => texts(props, ["result"]).map(({ text }) => ({ name, text })));
  for (const { type, props, name: holder } of resources) {
    if (!OPEN_TYPES.includes(type)) continue;
    const shown = texts(props, Object.keys(props));
    for (const { name, text } of passwords) {
      const found = shown.find((candidate) => text !== "" && candidate.text.includes(text));
      if (found !== undefined)
        yield `${holder}: ${found.path} must not hold the password ${name}; pass a secret file`;
    }
  }
}

// Every known text below these keys; what is not known yet cannot hold a known password.
function texts(
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): { path: string; text: string }[] {
  return keys.flatMap((key) => {
    const child = knownOrNothing(() => value[key]);
    if (typeof child === "string") return [{ path: key, text: child }];
    if (typeof child !== "object" || child === null) return [];
    const inner = texts(child as Readonly<Record<string, unknown>>, Object.keys(child));
    return inner.map(({ path, text }) => ({ path: `${key}.${path}`, text }));
  });
}

function knownOrNothing(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (unknownPath(error) !== undefined) return undefined;
    throw error;
  }
}
