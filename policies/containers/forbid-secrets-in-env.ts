import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

const SECRET_NAME =
  /PASS(WORD|WD|PHRASE)?$|SECRET|TOKEN|CREDENTIAL|(^|_)(API_?|PRIVATE_?|ACCESS_?)?KEY$|_?AUTH$/i;
const URL_WITH_PASSWORD = /:\/\/[^/@\s]*:[^/@\s]+@/;
// A file's path may follow such an option, and "none" stands for a user without a password.
const SECRET_OPTION =
  /(?:^|[\s-])(?:requirepass|masterauth|pass(?:word|wd)?|secret|token|api-?key)[=\s]+(?!\/|none\b)\S/i;

/** Secrets come as files: environment and command line are shown by `docker inspect` and kept in the state. */
export const forbidSecretsInEnv = containerRule(
  "forbid-secrets-in-env",
  "secrets never in environment or command line",
  check,
);

function* check({ envs, command, entrypoints, healthcheck }: Container): Violations {
  for (const env of envs ?? []) {
    const name = env.split("=", 1)[0] ?? "";
    if (!name.endsWith("_FILE") && SECRET_NAME.test(name))
      yield `envs must not hold ${name}; write a file and pass ${name}_FILE`;
    else if (URL_WITH_PASSWORD.test(env))
      yield `envs must not hold a password in the address of ${name}; write a file`;
  }
  const lines = { command, entrypoints, "healthcheck.tests": healthcheck?.tests };
  for (const [property, words] of Object.entries(lines)) {
    const line = (words ?? []).join(" ");
    if (SECRET_OPTION.test(line) || URL_WITH_PASSWORD.test(line)) {
      yield `${property} must not hold a secret; write a file and name the file`;
    }
  }
}
