import { kinship } from "./lexicon.ts";
import type { Person } from "./person.ts";
import { flatKm } from "./places.ts";
import type { Vacancy } from "./vacancy.ts";

/** Share of the needs that the person truly meets, 0..1, weighted; a kindred skill counts half. */
export function fit(person: Person, vacancy: Vacancy): number {
  let met = 0;
  let total = 0;
  for (const { skill, level, weight } of vacancy.needs) {
    total += weight;
    met += weight * Math.min(1, mastery(person, skill) / level);
  }
  return met / total;
}

function mastery(person: Person, skill: string): number {
  const own = person.levels.get(skill);
  if (own !== undefined) return own;
  const kin = kinship.find((group) => group.includes(skill)) ?? [];
  return Math.max(0, ...kin.map((id) => (person.levels.get(id) ?? 0) / 2));
}

function commutes(person: Person, vacancy: Vacancy): boolean {
  if (vacancy.remote === "remote") return true;
  const road = flatKm(person.home, vacancy.place) * vacancy.detour;
  return road <= person.reach * (vacancy.remote === "hybrid" ? 1.9 : 1.25);
}

function acceptsRemote(person: Person, vacancy: Vacancy): boolean {
  const opposite =
    (person.remote === "remote" && vacancy.remote === "onsite") ||
    (person.remote === "onsite" && vacancy.remote === "remote");
  return !(opposite && person.strictOnRemote);
}

/**
 * The labelling rule: both sides would say yes. The person: pay, road, remote work, contract and language are
 * each acceptable, none makes up for another. The employer: the needs are met up to the bar, and the years are
 * at least about three quarters of what was asked. It reads only what the documents do not show.
 */
export function bothSayYes(person: Person, vacancy: Vacancy): boolean {
  const personSaysYes =
    person.reservation <= vacancy.budget &&
    commutes(person, vacancy) &&
    acceptsRemote(person, vacancy) &&
    (person.contracts.includes(vacancy.contract) || person.openToContracts) &&
    person.speaks[vacancy.language] >= 2;
  const employerSaysYes = fit(person, vacancy) >= vacancy.bar && person.years + 0.5 >= 0.75 * vacancy.years;
  return personSaysYes && employerSaysYes;
}
