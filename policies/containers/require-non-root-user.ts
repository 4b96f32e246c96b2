import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

const ROOT_GROUPS: readonly string[] = ["0", "root", "docker", "wheel", "sudo"];

/** Every container runs as a numbered user and group, neither of them root. A name could mean anybody in an image. */
export const requireNonRootUser = containerRule("require-non-root-user", "no container runs as root", check);

function* check({ user, groupAdds }: Container): Violations {
  const ids = /^(\d+):(\d+)$/.exec(user ?? "");
  if (ids === null)
    yield `user must be "uid:gid" in numbers, got ${user === undefined ? "nothing" : `"${user}"`}`;
  else if (Number(ids[1]) === 0 || Number(ids[2]) === 0) yield `user must not be root, got "${user}"`;
  for (const group of groupAdds ?? []) {
    if (ROOT_GROUPS.includes(group)) yield `groupAdds must not hold "${group}"; remove it`;
  }
}
