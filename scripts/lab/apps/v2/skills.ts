import { type Concept, conceptOf } from "./concepts.ts";
import type { Constants } from "./constants.ts";

/** A candidate's skills, ready to be compared with many jobs. */
export interface SkillSet {
  readonly ids: ReadonlySet<string>;
  readonly groups: ReadonlySet<number>;
  /** Those that the dictionary does not know. */
  readonly unknown: readonly Concept[];
}

/** Understands a list of written skills. */
export function skillSet(written: readonly string[]): SkillSet {
  const concepts = written.map(conceptOf);
  return {
    ids: new Set(concepts.map(({ id }) => id)),
    groups: new Set(concepts.flatMap(({ group }) => (group === null ? [] : [group]))),
    unknown: concepts.filter((concept) => concept.stems.length > 0),
  };
}

/** How well a candidate covers what a job requires. */
export interface Coverage {
  /** 0..1, weighted; null when the job requires nothing. */
  readonly share: number | null;
  /** Skills met exactly and skills met by a kindred one. */
  readonly met: number;
  readonly kindred: number;
}

/** Compares required skills with a candidate's. One more skill on the candidate's side never lowers the share. */
export function coverage(own: SkillSet, required: readonly string[], constants: Constants): Coverage {
  let share = 0;
  let total = 0;
  let met = 0;
  let kindred = 0;
  required.forEach((written, index) => {
    const weight = index < 2 ? constants.coreWeight : 1;
    const credit = creditFor(own, conceptOf(written), constants);
    total += weight;
    share += weight * credit;
    if (credit === 1) met++;
    else if (credit > 0) kindred++;
  });
  return { share: total === 0 ? null : share / total, met, kindred };
}

function creditFor(own: SkillSet, concept: Concept, constants: Constants): number {
  if (own.ids.has(concept.id)) return 1;
  const kindred = concept.group !== null && own.groups.has(concept.group);
  const worded = own.unknown.some((other) => sharesHalf(concept.stems, other.stems));
  return kindred || worded ? constants.kindredCredit : 0;
}

function sharesHalf(a: readonly string[], b: readonly string[]): boolean {
  const shared = a.filter((stem) => b.includes(stem)).length;
  return shared > 0 && shared * 2 >= Math.max(a.length, b.length);
}
