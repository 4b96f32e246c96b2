import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import { isLab } from "../resources.ts";
import type { Seen, Violations } from "../rule.ts";

/** Outside the lab a container runs exactly the image that was scanned, by its digest; a tag can move. */
export const pinImages = containerRule("pin-images", "images by digest outside the lab", check);

function* check({ image }: Container, seen: Seen): Violations {
  if (isLab(seen)) return;
  if (!/@sha256:[0-9a-f]{64}$/.test(image)) {
    yield `image must end in @sha256: and 64 hex digits, got "${image}"; take it from stacks/images.lock.yaml`;
  }
}
