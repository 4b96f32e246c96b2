import { text } from "../../messages/messages.ts";
import type { ContentsFacts, InstanceOnEngine } from "../facts/contents.ts";
import type { InstanceFacts } from "../facts/instance.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

const texts = text.doctorPlatform;

/** What instances have on the engine: this one where it does not run whole, those beside it, and what is left of one that has no state any more. */
export function neighbourFindings(
  { instances }: ContentsFacts,
  own: Pick<InstanceFacts, "place" | "name" | "state" | "changing">,
  known: readonly string[],
): Finding[] {
  return instances.flatMap((found) => {
    const isOwn = found.place === own.place && found.name === own.name;
    if (isOwn) return own.state === "absent" ? [leftOver(found, problem)] : halted(found, own);
    const hasState = found.place === own.place && known.includes(found.name);
    return [hasState ? beside(found) : leftOver(found, warning)];
  });
}

/** Nothing while a change runs: it stops and starts containers itself, and `heal` would refuse. */
function halted(
  { name, containers, running, stopped }: InstanceOnEngine,
  { state, changing }: Pick<InstanceFacts, "state" | "changing">,
): Finding[] {
  if (stopped === 0 || state !== "there" || changing !== null) return [];
  const { expected, fix } = texts.halted;
  const found = texts.beside.found(name, running, containers);
  return [warning({ id: "instance", what: texts.instance.what, found, expected, fix })];
}

function beside({ name, containers, running }: InstanceOnEngine): Finding {
  const { what, found } = texts.beside;
  return ok({ id: "other-instance", what, found: found(name, running, containers) });
}

function leftOver(
  { place, name, containers, networks, volumes }: InstanceOnEngine,
  level: typeof problem | typeof warning,
): Finding {
  const { what, found, owner, expected, fix } = texts.leftover;
  return level({
    id: "leftovers",
    what,
    found: found(containers, networks, volumes, owner(name, place)),
    expected,
    fix: fix(name),
  });
}
