import { text } from "../../messages/messages.ts";
import type { ContentsFacts } from "../facts/contents.ts";
import type { PlaceFacts } from "../facts/place.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

type Read = Extract<PlaceFacts, { kind: "read" }>;

const texts = text.doctorPlatform;

/** Who publishes which port; null while no engine tells, when what is taken may as well be this instance's own. */
type Published = ContentsFacts["published"] | null;

/** The operator's files, and whether the machine has room for the ports and subnets that they name. */
export function placeFindings(place: PlaceFacts, instance: string, published: Published): Finding[] {
  const { what, mistakes, fix, read } = texts.files;
  const named = { id: "files", what };
  if (place.kind === "refused") {
    const found = [mistakes(place.mistakes.length), ...place.mistakes].join("\n");
    return [problem({ ...named, found, expected: null, fix })];
  }
  return [
    ok({ ...named, found: read(place.stages) }),
    portsFinding(place, instance, published),
    subnetsFinding(place, published !== null),
  ];
}

function portsFinding(place: Read, instance: string, published: Published): Finding {
  const { what, found, own, free, inUse, taken, stranger, container, fix } = texts.ports;
  const named = { id: "ports", what };
  const list = (ports: Read["ports"]) => ports.map(({ port }) => port).join(", ");
  if (published === null && place.taken.length > 0)
    return warning({ ...named, found: found(list(place.taken), inUse), expected: null, fix: texts.untold });
  const foreign = place.taken.filter(({ port }) => published?.[port]?.instance !== instance);
  if (foreign.length === 0) {
    const state = place.taken.length === 0 ? free : own;
    return ok({ ...named, found: found(list(place.ports), state) });
  }
  const takers = foreign.map(({ name, host, port }) => {
    const owner = published?.[port];
    return taken(name, `${host}:${port}`, owner === undefined ? stranger : container(owner.container));
  });
  return problem({ ...named, found: takers.join("\n"), expected: free, fix });
}

function subnetsFinding({ subnets, overlaps }: Read, isTold: boolean): Finding {
  const { what, found, free, routed, expected } = texts.subnets;
  const named = { id: "subnets", what };
  if (overlaps.length === 0) return ok({ ...named, found: found(subnets.join(", "), free) });
  if (!isTold)
    return warning({
      ...named,
      found: found(subnets.join(", "), routed),
      expected: null,
      fix: texts.untold,
    });
  return problem({ ...named, found: overlaps.join("\n"), expected, fix: null });
}
