import { text } from "../../messages/messages.ts";
import type { ContentsFacts } from "../facts/contents.ts";
import type { PlaceFacts } from "../facts/place.ts";
import { type Finding, ok, problem } from "../finding.ts";

type Read = Extract<PlaceFacts, { kind: "read" }>;

const texts = text.doctorPlatform;

/** The operator's files, and whether the machine has room for the ports and subnets that they name. */
export function placeFindings(
  place: PlaceFacts,
  instance: string,
  published: ContentsFacts["published"],
): Finding[] {
  const { what, mistakes, fix, read } = texts.files;
  const named = { id: "files", what };
  if (place.kind === "refused") {
    const found = [mistakes(place.mistakes.length), ...place.mistakes].join("\n");
    return [problem({ ...named, found, expected: null, fix })];
  }
  return [
    ok({ ...named, found: read(place.stages) }),
    portsFinding(place, instance, published),
    subnetsFinding(place),
  ];
}

function portsFinding(place: Read, instance: string, published: ContentsFacts["published"]): Finding {
  const { what, found, own, free, taken, stranger, container, fix } = texts.ports;
  const foreign = place.taken.filter(({ port }) => published[port]?.instance !== instance);
  const named = { id: "ports", what };
  if (foreign.length === 0) {
    const state = place.taken.length === 0 ? free : own;
    return ok({ ...named, found: found(place.ports.map(({ port }) => port).join(", "), state) });
  }
  const list = foreign.map(({ name, host, port }) => {
    const owner = published[port];
    return taken(name, `${host}:${port}`, owner === undefined ? stranger : container(owner.container));
  });
  return problem({ ...named, found: list.join("\n"), expected: free, fix });
}

function subnetsFinding({ subnets, overlaps }: Read): Finding {
  const { what, found, free, expected } = texts.subnets;
  const named = { id: "subnets", what };
  if (overlaps.length === 0) return ok({ ...named, found: found(subnets.join(", "), free) });
  return problem({ ...named, found: overlaps.join("\n"), expected, fix: null });
}
