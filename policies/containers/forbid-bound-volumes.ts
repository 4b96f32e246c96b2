import { VOLUME } from "../resources.ts";
import { resourceRule, type Seen, type Violations } from "../rule.ts";

/** No volume is a path of the host in disguise. */
export const forbidBoundVolumes = resourceRule(
  "forbid-bound-volumes",
  "no volume is a path of the host",
  VOLUME,
  check,
);

function* check({ props, name }: Seen): Violations {
  const { device = "", o = "" } = (props.driverOpts ?? {}) as Readonly<Record<string, string>>;
  if (!device.startsWith("/") && !/(^|,)r?bind(,|$)/.test(o)) return;
  yield `volume ${props.name ?? name}: driverOpts must not bind a path of the host, got device "${device}"; use a plain volume`;
}
