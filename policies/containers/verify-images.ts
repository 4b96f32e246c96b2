import type { ResourceValidationPolicy } from "@pulumi/policy";
import { containerRule } from "../container.ts";
import type { ImageLock } from "../image-lock.ts";
import { isLab } from "../resources.ts";

/**
 * Outside the lab a container runs an image of the lock whose digest was seen in its own registry: one that was copied
 * from somewhere else may be anybody's.
 */
export function verifyImages(lock: ImageLock): ResourceValidationPolicy {
  return containerRule(
    "verify-images",
    "images seen in their registry outside the lab",
    function* ({ image }, seen) {
      // One without a digest is refused by pin-images.
      if (isLab(seen) || !image.includes("@")) return;
      const locked = lock.get(image);
      if (locked === undefined)
        yield `image must be one of stacks/images.lock.yaml, got "${image}"; take it from there`;
      else if (!locked.verified)
        yield `${locked.at}: ${image} was not seen in its own registry yet; run npm run images -- check --write where that can be reached`;
    },
  );
}
