import type { Lens } from "../../../../infra/services/data-sync/lens.ts";
import {
  type Carried,
  type Fields,
  type Memory,
  otherSide,
  type Side,
} from "../../../../infra/services/data-sync/transform/types.ts";

/** V1 writes names as people typed them, V2 in lower case; a number stays as it is. */
const PAIRS = [
  { names: { v1: ["titre"], v2: ["title"] }, up: (text: string) => text.toLowerCase() },
  { names: { v1: ["annees", "experience"], v2: ["years"] }, up: (text: string) => text },
] as const;

/** A small transformation with all that a large one has: a lost spelling, a second name, fields without partner. */
export function plainLens(name: string): Lens {
  return { name, pairs: PAIRS.map(({ names }) => names), carry };
}

function carry(from: Side, fields: Fields, memory: Memory): Carried {
  const to = otherSide(from);
  const made: Record<string, string> = {};
  const kept: Record<Side, Record<string, string>> = { v1: {}, v2: {} };
  const bad = Object.entries(fields).filter(([, text]) => text.includes("BAD"));
  if (bad.length > 0)
    return { ok: false, problems: bad.map(([field, value]) => ({ field, value, rule: "must not be bad" })) };
  for (const { names, up } of PAIRS) {
    const name = names[from].find((each) => Object.hasOwn(fields, each));
    if (name === undefined) continue;
    const text = fields[name] ?? "";
    const across = (one: string) => (from === "v1" ? up(one) : one);
    const back = (one: string) => (from === "v1" ? one : up(one));
    const remembered = names[to].find((each) => memory[to][each] !== undefined);
    const was = remembered === undefined ? undefined : memory[to][remembered];
    const fits = was !== undefined && back(was) === text;
    const target = fits && remembered !== undefined ? remembered : names[to][0];
    made[target] = fits ? was : across(text);
    if (fits) kept[to][target] = was;
    if (back(made[target] ?? "") !== text || name !== names[from][0] || (from === "v1" && up(text) !== text))
      kept[from][name] = text;
  }
  const alone = (side: Side) => PAIRS.flatMap(({ names }) => names[side] as readonly string[]);
  for (const [name, text] of Object.entries(fields)) if (!alone(from).includes(name)) kept[from][name] = text;
  for (const [name, text] of Object.entries(memory[to]))
    if (!alone(to).includes(name)) {
      made[name] = text;
      kept[to][name] = text;
    }
  return { ok: true, fields: made, memory: kept };
}
