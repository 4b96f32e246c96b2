import assert from "node:assert/strict";
import { carry } from "../../../infra/services/data-sync/transform/carry.ts";
import { offer } from "../../../infra/services/data-sync/transform/kinds/offer.ts";
import {
  type Fields,
  type Memory,
  nothingRemembered,
  type Side,
} from "../../../infra/services/data-sync/transform/types.ts";
import type { BenchCase } from "../bench-case.ts";

const COUNT = 50_000;
const TIMES = 5;

/** An offer such as people write: 16 fields, 1.2 kB, of which six change on their way. */
const typical: Fields = Object.fromEntries(
  Object.entries({
    titre: "Développeur backend",
    entreprise: "Exemple SA",
    competences: ["python", "SQL", "machine learning", "docker", "kubernetes", "git", "react", "linux"],
    localisation: "12 rue de la Paix, Paris",
    type_contrat: "cdi",
    salaire: "45K-55K",
    experience_requise: 4,
    teletravail: "partiel",
    langue: "français",
    description: "Vous concevez et exploitez des services fiables avec une équipe de huit personnes. ".repeat(
      6,
    ),
    responsabilites: ["concevoir", "tester", "livrer"],
    avantages: ["mutuelle", "RTT"],
    secteur: "banque",
    taille_entreprise: "50-200",
    date_publication: "2025-06-03",
    date_limite: "2025-07-03",
  }).map(([name, value]) => [name, JSON.stringify(value)]),
);

/** How fast one core carries documents between V1 and V2, without any store. */
export const carrying: BenchCase = {
  name: "carry",
  minutes: 0.2,
  async measure({ quick }) {
    const count = quick ? COUNT / 10 : COUNT;
    const up = carried("v1", typical, nothingRemembered);
    return (["v1", "v2"] as const).map((from) => ({
      name: `carry from ${from}`,
      what: `${count} typical offers carried from ${from} on one core`,
      unit: "s",
      values: carrySeconds(from, count),
      limit: { max: count / COUNT },
      how: "infra/services/data-sync/transform/carry.ts in this process, the same document again and again: read, checked, converted, and what the trip would lose remembered. No store, no network.",
      settings: { fields: Object.keys(typical).length, remembered: Object.keys(up.memory.v1).length },
    }));
  },
};

/** Seconds that `count` documents take from this side, once for each repetition, after one that does not count. */
export function carrySeconds(from: Side, count: number): number[] {
  const up = carried("v1", typical, nothingRemembered);
  const [document, memory] = from === "v1" ? [typical, nothingRemembered] : [up.fields, up.memory];
  const seconds = Array.from({ length: TIMES + 1 }, () => {
    const start = performance.now();
    for (let done = 0; done < count; done++) carried(from, document, memory);
    return (performance.now() - start) / 1_000;
  });
  return seconds.slice(1);
}

function carried(from: Side, document: Fields, memory: Memory) {
  const result = carry(offer, from, document, memory);
  assert.ok(result.ok);
  return result;
}
