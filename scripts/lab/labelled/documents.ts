import type { Candidate, Job } from "../apps/shared/match-schema.ts";
import { type Family, families, skills } from "./lexicon.ts";
import type { Language, Person } from "./person.ts";
import { flatKm } from "./places.ts";
import type { Random } from "./random.ts";
import type { Vacancy } from "./vacancy.ts";

const byId = new Map(skills.map((skill) => [skill.id, skill]));
const companies = [
  "Atelier Nord",
  "Brightwater",
  "Cap Ouest",
  "Delta Conseil",
  "Fenwick & Co",
  "Groupe Almaz",
];
const firstNames = ["Alex", "Camille", "Charlie", "Claude", "Dominique", "Morgan", "Robin", "Sacha"];
const lastNames = ["Bernard", "Dubois", "Evans", "Garcia", "Lefèvre", "Martin", "Walker", "Young"];

/** The document that a candidate hands in: some skills unlisted, the rest in people's own spelling. */
export function candidateDocument(random: Random, person: Person, id: string): Candidate {
  const listed = [...person.levels.keys()].filter(() => !random.chance(0.08));
  const title = random.pick(familyOf(person.family)[person.writes]);
  return {
    id,
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    title,
    skills: [...new Set(listed.map((skill) => spelled(random, skill, person.writes)))],
    location: { city: person.town.name, lat: person.home.lat, lon: person.home.lon },
    years_experience: person.years,
    salary_expectation: toStep(person.reservation / (1 - random.between(0, 0.15)), 500),
    contract_types: [...person.contracts],
    remote_preference: person.remote,
    max_commute_km: toStep(person.reach * random.between(0.8, 1.2), 5),
    languages: (["fr", "en"] as const).filter((language) => person.speaks[language] > 0),
  };
}

/** The published text of a job. */
export function jobDocument(random: Random, vacancy: Vacancy, id: string): Job {
  const max = toStep(vacancy.published, 500);
  const suburb = flatKm(vacancy.town, vacancy.place) > 12;
  return {
    id,
    title: random.pick(familyOf(vacancy.family)[vacancy.language]),
    company: random.pick(companies),
    required_skills: [...new Set(vacancy.needs.map(({ skill }) => spelled(random, skill, vacancy.language)))],
    location: { city: suburb ? aroundTown(vacancy) : vacancy.town.name, ...vacancy.place },
    contract_type: vacancy.contract,
    salary_range: { min: toStep(max * random.between(0.8, 0.92), 500), max },
    required_experience: vacancy.years,
    remote_policy: vacancy.remote,
    language: vacancy.language,
  };
}

function aroundTown(vacancy: Vacancy): string {
  return vacancy.language === "fr" ? `Région de ${vacancy.town.name}` : `${vacancy.town.name} area`;
}

function familyOf(id: string): Family {
  const family = families.find((known) => known.id === id);
  if (!family) throw new Error(`unknown family ${id}`);
  return family;
}

/** One way to write a skill: usual form or another, sometimes in other letters, without accents, or mistyped. */
function spelled(random: Random, skill: string, language: Language): string {
  const forms = byId.get(skill)?.[language] ?? [skill];
  let form = random.pickMostly(forms, 0.62);
  if (random.chance(0.12)) form = random.chance(0.7) ? form.toLowerCase() : form.toUpperCase();
  if (random.chance(0.1)) form = form.normalize("NFD").replace(/\p{M}/gu, "");
  if (random.chance(0.05)) form = `${form} (${language === "fr" ? "confirmé" : "advanced"})`;
  if (form.length >= 6 && random.chance(0.03)) form = swapped(form, random.whole(1, form.length - 3));
  return form;
}

function swapped(word: string, at: number): string {
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

function toStep(value: number, step: number): number {
  return Math.round(value / step) * step;
}
