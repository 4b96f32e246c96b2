import type { ContentsFacts, InstanceOnEngine } from "../facts/contents.ts";
import type { InstanceFacts } from "../facts/instance.ts";
import { counted, type Finding, ok, problem, warning } from "../finding.ts";

/** What instances have on the engine: those beside this one, and what is left of one that has no state any more. */
export function neighbourFindings(
  { instances }: ContentsFacts,
  own: Pick<InstanceFacts, "place" | "name" | "state">,
  known: readonly string[],
): Finding[] {
  return instances.flatMap((found) => {
    const isOwn = found.place === own.place && found.name === own.name;
    if (isOwn) return own.state === "absent" ? [leftOver(found, problem)] : [];
    const hasState = found.place === own.place && known.includes(found.name);
    return [hasState ? beside(found) : leftOver(found, warning)];
  });
}

function beside({ name, containers, running }: InstanceOnEngine): Finding {
  const found = `${name}: ${running} of ${counted(containers, "container")} run`;
  return ok({ id: "other-instance", what: "other instance", found });
}

function leftOver(
  { place, name, containers, networks, volumes }: InstanceOnEngine,
  level: typeof problem | typeof warning,
): Finding {
  const counts = [counted(containers, "container"), counted(networks, "network"), counted(volumes, "volume")];
  return level({
    id: "leftovers",
    what: "without state",
    found: `${counts.join(", ")} of ${name} of ${place}, which has no state folder here`,
    expected: "its state folder, or nothing on the engine",
    fix: `bring the folder back (SSM_STATE_DIR may name another); or, if it is nobody else's, remove it, data included: npm run down -- --instance ${name}`,
  });
}
