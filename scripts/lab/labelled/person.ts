import { families, type Skill, skills } from "./lexicon.ts";
import { type Point, pointAt, type Town, towns } from "./places.ts";
import type { Random } from "./random.ts";

export type Language = "fr" | "en";
export type Remote = "onsite" | "hybrid" | "remote";
export const remoteKinds: readonly Remote[] = ["onsite", "hybrid", "remote"];
export const contractKinds: readonly string[] = ["cdi", "cdd", "freelance", "alternance"];

/** The truth about a candidate; a document shows only part of it. */
export interface Person {
  readonly writes: Language;
  /** 0 none, 1 listed on the CV but too weak to work in, 2 and 3 fit for work. */
  readonly speaks: Readonly<Record<Language, number>>;
  readonly family: string;
  /** True skill -> level 1..3. */
  readonly levels: ReadonlyMap<string, number>;
  readonly years: number;
  readonly town: Town;
  readonly home: Point;
  /** How far this person really goes to work each day, in km of a usual road. */
  readonly reach: number;
  /** The least pay this person really accepts, euros a year. */
  readonly reservation: number;
  readonly contracts: readonly string[];
  /** Takes a contract of another kind than the stated ones. */
  readonly openToContracts: boolean;
  readonly remote: Remote;
  /** Refuses a job whose remote policy is the opposite of the wish. */
  readonly strictOnRemote: boolean;
}

/** A candidate drawn from the recipe's population. */
export function drawPerson(random: Random): Person {
  const writes: Language = random.chance(0.52) ? "fr" : "en";
  const family = random.pick(families);
  const years = Math.round(random.between(0, 1) * random.between(4, 24));
  const town = random.pick(towns);
  const other = random.chance(0.6) ? random.whole(2, 3) : random.whole(0, 1);
  return {
    writes,
    speaks: writes === "fr" ? { fr: 3, en: other } : { fr: other, en: 3 },
    family: family.id,
    levels: drawLevels(random, family.id, family.neighbour),
    years,
    town,
    home: pointAt(random, town, random.between(0, 9)),
    reach: random.between(10, 55),
    reservation: random.between(25_000, 34_000) + years * random.between(900, 2_100),
    contracts: random.sample(contractKinds.slice(0, 3), random.chance(0.65) ? 1 : 2),
    openToContracts: random.chance(0.18),
    remote: random.pick(remoteKinds),
    strictOnRemote: random.chance(0.6),
  };
}

/** Skills of one line of work. */
export function skillsOf(family: string): readonly Skill[] {
  return skills.filter((skill) => skill.family === family);
}

function drawLevels(random: Random, family: string, neighbour: string): Map<string, number> {
  const own = random.sample(skillsOf(family), random.whole(5, 8));
  const beside = random.sample(skillsOf(neighbour), random.whole(0, 2));
  return new Map([...own, ...beside].map(({ id }) => [id, random.chance(0.2) ? 1 : random.whole(2, 3)]));
}
