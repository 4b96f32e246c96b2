import { containerRule } from "../container.ts";
import type { Container } from "../resources.ts";
import type { Violations } from "../rule.ts";

/** Drivers that take max-size and max-file; the engine's default driver may be another one. */
const DRIVERS: readonly string[] = ["json-file", "local"];

/** No container can fill the host's disk with its log. */
export const limitLogs = containerRule("limit-logs", "limits of the log's size", check);

function* check({ logDriver, logOpts }: Container): Violations {
  const { "max-size": size, "max-file": files } = logOpts ?? {};
  if (!DRIVERS.includes(logDriver ?? ""))
    yield `logDriver must be ${DRIVERS.join(" or ")}, got ${logDriver ?? "nothing"}`;
  if (!/^[1-9]\d*[kmg]$/.test(size ?? ""))
    yield `logOpts.max-size must be a size such as 10m, got ${size ?? "nothing"}`;
  if (!/^[1-9]\d*$/.test(files ?? ""))
    yield `logOpts.max-file must be a number such as 3, got ${files ?? "nothing"}`;
}
