import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

const SWITCHES: readonly string[] = ["no-new-privileges", "no-new-privileges:true", "no-new-privileges=true"];
const PROTECTION_OFF =
  /^(seccomp|apparmor|systempaths)[:=]unconfined$|^label[:=]disable$|^no-new-privileges[:=]false$/;

/** No process of a container can gain rights that it did not start with, and no protection of the engine is off. */
export const forbidNewPrivileges = containerRule("forbid-new-privileges", "no new privileges", check);

function* check({ securityOpts }: Container): Violations {
  const options = securityOpts ?? [];
  if (!options.some((option) => SWITCHES.includes(option))) {
    yield `securityOpts must hold "no-new-privileges", got ${options.join(", ") || "nothing"}`;
  }
  for (const option of options) {
    if (PROTECTION_OFF.test(option))
      yield `securityOpts must not hold "${option}", it takes a protection away; remove it`;
  }
}
