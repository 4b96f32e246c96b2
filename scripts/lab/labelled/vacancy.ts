import { families } from "./lexicon.ts";
import { contractKinds, type Language, type Person, type Remote, remoteKinds, skillsOf } from "./person.ts";
import { type Point, pointAt, type Town, towns } from "./places.ts";
import type { Random } from "./random.ts";

/** One skill that a job needs. */
export interface Need {
  readonly skill: string;
  readonly level: number;
  /** 2 for the core of the job, 1 for the rest. */
  readonly weight: number;
}

/** The truth about a job; a document shows only part of it. */
export interface Vacancy {
  readonly language: Language;
  readonly family: string;
  readonly needs: readonly Need[];
  readonly years: number;
  readonly town: Town;
  readonly place: Point;
  /** Road kilometres per kilometre of flat map. */
  readonly detour: number;
  /** Upper end of the published range, euros a year. */
  readonly published: number;
  /** What the employer would really pay. */
  readonly budget: number;
  readonly contract: string;
  readonly remote: Remote;
  /** Share of the needs that must be met, by weight. */
  readonly bar: number;
}

const flaws = ["skills", "years", "pay", "commute", "contract", "language", "remote"] as const;
type Flaw = (typeof flaws)[number];

/** How the jobs of a request are mixed; see RECIPE.md. The rest is unrelated. */
const mix = { suited: 0.46, flawed: 0.28 };

/** A job as it turns up in one person's list: suited, suited but for one flaw, or unrelated. */
export function drawVacancy(random: Random, person: Person): Vacancy {
  const kind = random.next();
  if (kind < mix.suited) return near(random, person, null);
  if (kind < mix.suited + mix.flawed) return near(random, person, random.pick(flaws));
  return unrelated(random, person);
}

function near(random: Random, person: Person, flaw: Flaw | null): Vacancy {
  const published =
    person.reservation * (flaw === "pay" ? random.between(0.68, 0.92) : random.between(0.98, 1.3));
  const km = person.reach * (flaw === "commute" ? random.between(1.6, 4) : random.between(0.05, 0.95));
  const other: Language = person.writes === "fr" ? "en" : "fr";
  const spoken = random.chance(0.7) || person.speaks[other] < 2 ? person.writes : other;
  const offered =
    flaw === "contract" ? contractKinds.filter((c) => !person.contracts.includes(c)) : person.contracts;
  return {
    language: flaw === "language" ? other : spoken,
    family: person.family,
    needs: drawNeeds(random, person, flaw === "skills" ? random.between(0, 0.4) : random.between(0.7, 1)),
    years: Math.round(
      flaw === "years" ? person.years * 1.4 + random.between(2, 6) : person.years * random.between(0.3, 1),
    ),
    town: person.town,
    place: pointAt(random, person.home, km),
    detour: random.between(1.1, 1.4),
    published,
    budget: published * random.between(1, 1.06),
    contract: random.pick(offered),
    remote: remoteFor(random, person, flaw),
    bar: 0.6 + 0.07 * random.bell(),
  };
}

function remoteFor(random: Random, person: Person, flaw: Flaw | null): Remote {
  if (flaw === "commute") return "onsite";
  if (flaw === "remote") return person.remote === "onsite" ? "remote" : "onsite";
  return random.chance(0.55) ? person.remote : "hybrid";
}

function drawNeeds(random: Random, person: Person, known: number): Need[] {
  const family = skillsOf(person.family).map(({ id }) => id);
  const count = random.whole(4, 6);
  const mastered = random.sample([...person.levels.keys()], Math.round(count * known));
  const missing = family.filter((id) => !person.levels.has(id));
  const needed = [...mastered, ...random.sample(missing, count - mastered.length)];
  return random.sample(needed, count).map((skill, index) => need(random, skill, index));
}

function unrelated(random: Random, person: Person): Vacancy {
  const family = random.pick(families.filter(({ id }) => id !== person.family));
  const town = random.pick(towns);
  const published = person.reservation * random.between(0.55, 1.15);
  return {
    language: random.chance(0.5) ? "fr" : "en",
    family: family.id,
    needs: random
      .sample(skillsOf(family.id), random.whole(4, 6))
      .map(({ id }, index) => need(random, id, index)),
    years: random.whole(0, 15),
    town,
    place: pointAt(random, town, random.between(0, 25)),
    detour: random.between(1.1, 1.4),
    published,
    budget: published * random.between(1, 1.06),
    contract: random.pick(contractKinds),
    remote: random.pick(remoteKinds.slice(0, 2)),
    bar: 0.6 + 0.07 * random.bell(),
  };
}

function need(random: Random, skill: string, index: number): Need {
  return { skill, level: random.chance(0.7) ? random.whole(1, 2) : 3, weight: index < 2 ? 2 : 1 };
}
