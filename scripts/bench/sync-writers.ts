import type { BenchStore } from "./sync-stores.ts";

/** Commands that the reference writer has under way. */
export const PIPELINE = 16;

/** Documents of each release as their apps store them. */
export const OFFER = {
  titre: '"Développeur backend"',
  competences: '["Python","SQL","Docker"]',
  localisation: '"Paris"',
  salaire: '"45K-55K"',
  type_contrat: '"cdi"',
  description: `"${"Vous concevez des services fiables. ".repeat(10)}"`,
};
export const JOB = {
  title: '"Backend developer"',
  required_skills: '["Python","SQL","Docker"]',
  location: '{"city":"Paris"}',
  description: `"${"You design reliable services. ".repeat(10)}"`,
};

/** Writes `count` documents as fast as the store takes them with 16 commands under way. */
export async function writeDocuments(
  client: BenchStore["client"],
  prefix: string,
  fields: Readonly<Record<string, string>>,
  count: number,
  first = 0,
): Promise<void> {
  let next = first;
  const writer = async () => {
    while (next < first + count) await client.hSet(`${prefix}:${next++}`, fields);
  };
  await Promise.all(Array.from({ length: PIPELINE }, writer));
}
