import { loneMisfit, sizeProblems, unreadableProblems } from "./limits.ts";
import { follows, hasOddName, loneFields, nameIn, noFields } from "./memory.ts";
import { problemOf } from "./problem.ts";
import {
  type Carried,
  type FieldPair,
  type Fields,
  type Kind,
  type Memory,
  type Misfit,
  otherSide,
  type Problem,
  type Side,
} from "./types.ts";

/**
 * The same document on the other side, and what must be remembered so that it can be made back exactly. With
 * that memory, carrying back what came gives the very texts that went, and a field that changed there changes its
 * partner alone. Fields that only the far side knows are given back from the memory: they are for a document that is
 * not there any more. Never throws; gives every problem, one for a field, when the document does not fit.
 */
export function carry(kind: Kind, from: Side, fields: Fields, memory: Memory): Carried {
  const tooMuch = sizeProblems(fields);
  if (tooMuch.length > 0) return { ok: false, problems: tooMuch };
  const unreadable = unreadableProblems(fields);
  if (unreadable.length > 0) return { ok: false, problems: unreadable };
  const near = loneFields(kind, from, fields);
  const problems = loneProblems(near);
  const trip: Trip = {
    from,
    to: otherSide(from),
    fields,
    memory,
    near,
    far: noFields(),
    carried: noFields(),
  };
  for (const pair of kind.pairs) {
    const name = nameIn(pair, from, fields);
    if (name === undefined) {
      if (pair.required) problems.push({ field: pair.names[from][0], value: "nothing", rule: "is required" });
      continue;
    }
    const misfit = carryPair(pair, name, trip);
    if (misfit) problems.push(problemOf(name, misfit));
  }
  if (problems.length > 0) return { ok: false, problems };
  addLone(kind, trip);
  const { far, carried } = trip;
  return { ok: true, fields: carried, memory: from === "v1" ? { v1: near, v2: far } : { v1: far, v2: near } };
}

interface Trip {
  readonly from: Side;
  readonly to: Side;
  readonly fields: Fields;
  readonly memory: Memory;
  /** The new memory of the side that the document comes from, and of the other. */
  readonly near: Record<string, string>;
  readonly far: Record<string, string>;
  readonly carried: Record<string, string>;
}

function loneProblems(lone: Fields): Problem[] {
  return Object.entries(lone).flatMap(([name, text]) => {
    const misfit = loneMisfit(name, text);
    return misfit ? [problemOf(name, misfit)] : [];
  });
}

function carryPair(pair: FieldPair, name: string, trip: Trip): Misfit | undefined {
  const { from, to, fields, memory, near, far, carried } = trip;
  const text = fields[name] ?? "";
  const farName = nameIn(pair, to, memory[to]) ?? pair.names[to][0];
  const known = memory[to][farName];
  const mine = memory[from][name];
  // The two texts that agreed the last time still stand, and each is given back for the other.
  const isSettled =
    known !== undefined && (mine === undefined ? follows(pair, from, text, known) : mine === text);
  const partner = isSettled ? known : pair.convert[from](text, known);
  if (typeof partner !== "string") return partner;
  carried[farName] = partner;
  const follow = isSettled ? mine === undefined : follows(pair, from, text, partner);
  if (!follow || hasOddName(pair, from, fields)) near[name] = text;
  if (known === undefined) return undefined;
  if (isSettled || !follows(pair, to, partner, text) || hasOddName(pair, to, memory[to]))
    far[farName] = partner;
  return undefined;
}

/** Adds what only the far side knew: fields without a partner, and other names of fields that are still there. */
function addLone(kind: Kind, { to, memory, far, carried }: Trip): void {
  for (const [name, text] of Object.entries(memory[to])) {
    if (carried[name] !== undefined) continue;
    const pair = kind.pairOf[to].get(name);
    if (pair && nameIn(pair, to, carried) === undefined) continue;
    carried[name] = text;
    far[name] = text;
  }
}
