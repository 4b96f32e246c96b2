import type { Candidate, Job } from "../shared/match-schema.ts";
import type { Scorer } from "../shared/scorer.ts";

/** Similarity from which a score is 100; texts of one page hardly ever share more words than this. */
const fullSimilarity = 0.5;

/**
 * Nexten's method: all words of both documents in two bags, compared by the cosine of their counts. It needs
 * no fields, so it also reads questionnaires and free text, and it knows nothing about pay or distance.
 */
export const scoreNexten: Scorer = (candidate) => {
  const own = bagOf(candidateTexts(candidate));
  return (job) => {
    const wanted = bagOf(jobTexts(job));
    const similarity = cosine(own, wanted);
    return {
      score: Math.round(Math.min(1, similarity / fullSimilarity) * 1000) / 10,
      reasons: [`text similarity ${similarity.toFixed(2)}`],
      confidence: own.counts.size === 0 || wanted.counts.size === 0 ? 0 : 0.5,
    };
  };
};

interface Bag {
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

function bagOf(texts: readonly (string | null | undefined)[]): Bag {
  const counts = new Map<string, number>();
  const plain = texts.join(" ").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const word of plain.match(/[a-z0-9+#]{2,}/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  let square = 0;
  for (const count of counts.values()) square += count * count;
  return { counts, length: Math.sqrt(square) };
}

function cosine(a: Bag, b: Bag): number {
  if (a.length === 0 || b.length === 0) return 0;
  let product = 0;
  for (const [word, count] of a.counts) product += count * (b.counts.get(word) ?? 0);
  return product / (a.length * b.length);
}

function candidateTexts(candidate: Candidate): (string | null | undefined)[] {
  return [
    candidate.title,
    ...candidate.skills,
    candidate.location?.city,
    ...(candidate.contract_types ?? []),
    candidate.remote_preference,
    ...(candidate.languages ?? []),
    candidate.summary,
    ...Object.values(candidate.questionnaire ?? {}),
  ];
}

function jobTexts(job: Job): (string | null | undefined)[] {
  return [
    job.title,
    ...job.required_skills,
    job.location?.city,
    job.contract_type,
    job.remote_policy,
    job.language,
    job.description,
  ];
}
