import { isNginx, readRelease } from "../gateway-text.ts";
import { UnreadableTextError } from "../nginx-reader.ts";
import { RELEASE } from "../resources.ts";
import { resourceRule, type Seen, type Violations } from "../rule.ts";

/** Blocks that serve other protocols; the rules about servers would pass over them. */
const NOT_READ: readonly string[] = ["stream", "mail"];

/** Every other rule about the gateway's text relies on this one: what cannot be read at preview is refused. */
export const requireReadableText = resourceRule(
  "require-readable-text",
  "the text of the gateway must be known at preview and readable",
  RELEASE,
  check,
);

function* check(release: Seen): Violations {
  if (!isNginx(release)) return;
  try {
    for (const { name, at } of readRelease(release)) {
      if (NOT_READ.includes(name)) yield `${at}: ${name} must not be used, no rule reads it; serve HTTP only`;
    }
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    yield error.message;
  }
}
