import type { Facts } from "./facts/facts.ts";
import type { Finding, Repair } from "./finding.ts";
import { engineFindings } from "./findings/engine.ts";
import { instanceFindings } from "./findings/instance.ts";
import { neighbourFindings } from "./findings/neighbours.ts";
import { partFindings } from "./findings/parts.ts";
import { placeFindings } from "./findings/place.ts";
import { roomFindings } from "./findings/room.ts";
import { toolFindings } from "./findings/tools.ts";

/** What the facts mean: one finding for everything that was looked at, in a fixed order. Pure. */
export function diagnose(facts: Facts): Finding[] {
  const { tools, engine, parts, disks, cache, contents, place, instance, known, killed } = facts;
  return [
    ...toolFindings(tools, engine, parts.pulumi),
    ...engineFindings(engine),
    ...partFindings(parts, tools.go),
    ...roomFindings(disks, cache, contents),
    ...placeFindings(place, instance.name, contents?.published ?? null),
    ...instanceFindings(instance, killed),
    ...(contents === null ? [] : neighbourFindings(contents, instance, known)),
  ];
}

/** The repairs of the findings, each once; what frees room and closes files comes before what is prepared. */
export function repairsOf(findings: readonly Finding[]): Repair[] {
  const repairs = findings.flatMap(({ repair }) => repair ?? []);
  const preparations = repairs.filter(({ kind }) => kind === "prepare");
  return [...repairs.filter(({ kind }) => kind !== "prepare"), ...preparations.slice(0, 1)];
}
