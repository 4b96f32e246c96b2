import semver from "semver";
import type { Images } from "./documents/images.ts";
import type { Finding } from "./problem.ts";

/** The first nginx that knows every directive of the gateway's text. */
const OLDEST_NGINX = "1.29.6";

/** What the lock says against the gateway. Only a version at the beginning counts: `alpine3.21` is none of nginx. */
export function imageFindings({ nginx }: Images, file: string): Finding[] {
  const version = semver.coerce(/^\d+(\.\d+){1,2}/.exec(nginx.tag)?.[0]);
  if (version !== null && semver.gte(version, OLDEST_NGINX)) return [];
  const message = `must begin with a version of nginx from ${OLDEST_NGINX} on, got "${nginx.tag}"; older ones cannot run the gateway's text`;
  return [{ file, path: ["nginx", "tag"], message }];
}
