import { isNginx } from "../gateway-text.ts";
import { CONTAINER, labelOf, RELEASE, STAGE } from "../resources.ts";
import { type Seen, stackRule, type Violations } from "../rule.ts";

/**
 * The parts that the other rules look at are there under the types they know. Without this, a renamed type
 * would silence every rule about the gateway.
 */
export const requireParts = stackRule(
  "require-parts",
  "the gateway, its text and the stage are there",
  check,
);

function* check(resources: readonly Seen[]): Violations {
  const ofType = (wanted: string): Seen[] => resources.filter(({ type }) => type === wanted);
  const service = (name: string): number =>
    ofType(CONTAINER).filter(({ props }) => labelOf(props, "service") === name).length;
  const role = (name: string): number => ofType(STAGE).filter(({ props }) => props.role === name).length;
  const sunset = ofType(STAGE).some(({ props }) => String(props.stage).endsWith("-sunset"));
  const counts: [string, number][] = [
    ["container of the gateway", service("gateway")],
    [`text for nginx (${RELEASE})`, ofType(RELEASE).filter(isNginx).length],
    [`stage guard (${STAGE})`, role("guard")],
    [`stage record (${STAGE})`, role("record")],
    ...(sunset ? [] : [["container of V1 before the sunset", service("v1")] satisfies [string, number]]),
  ];
  for (const [part, count] of counts) {
    if (count !== 1) yield `there must be one ${part}, got ${count}`;
  }
}
