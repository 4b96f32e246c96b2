import type { ContentsFacts } from "../facts/contents.ts";
import type { PlaceFacts } from "../facts/place.ts";
import { counted, type Finding, ok, problem } from "../finding.ts";

type Read = Extract<PlaceFacts, { kind: "read" }>;

/** The operator's files, and whether the machine has room for the ports and subnets that they name. */
export function placeFindings(
  place: PlaceFacts,
  instance: string,
  published: ContentsFacts["published"],
): Finding[] {
  const named = { id: "files", what: "files in stacks/" };
  if (place.kind === "refused") {
    const found = [`${counted(place.mistakes.length, "mistake")}:`, ...place.mistakes].join("\n");
    return [problem({ ...named, found, expected: null, fix: "correct them; nothing runs before" })];
  }
  return [
    ok({ ...named, found: `${counted(place.stages, "stage")}, platform and place, without mistakes` }),
    portsFinding(place, instance, published),
    subnetsFinding(place),
  ];
}

function portsFinding(place: Read, instance: string, published: ContentsFacts["published"]): Finding {
  const foreign = place.taken.filter(({ port }) => published[port]?.instance !== instance);
  const named = { id: "ports", what: "ports" };
  if (foreign.length === 0) {
    const state = place.taken.length === 0 ? "free" : "this instance's own, or free";
    return ok({ ...named, found: `${place.ports.map(({ port }) => port).join(", ")}: ${state}` });
  }
  const list = foreign.map(({ name, host, port }) => {
    const owner = published[port];
    const who = owner === undefined ? "another program" : `the container ${owner.container}`;
    return `publish.${name} ${host}:${port} is taken by ${who}`;
  });
  return problem({
    ...named,
    found: list.join("\n"),
    expected: "free",
    fix: "free them (ss -ltnp shows who has them), change stacks/Pulumi.lab.yaml, or start another copy: --instance NAME [SSM-PORT]",
  });
}

function subnetsFinding({ subnets, overlaps }: Read): Finding {
  const named = { id: "subnets", what: "subnets" };
  if (overlaps.length === 0) return ok({ ...named, found: `${subnets.join(", ")}: no other route` });
  return problem({
    ...named,
    found: overlaps.join("\n"),
    expected: "addresses that no route has",
    fix: null,
  });
}
