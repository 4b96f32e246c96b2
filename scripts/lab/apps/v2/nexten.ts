import { z } from "zod";
import type { Enrich, Match } from "../shared/match-routes.ts";
import type { MatchRequest } from "../shared/match-schema.ts";

/** Answers filled in, of the five of a questionnaire, from which Nexten's reading of texts is worth its time. */
const richFrom = 4;
/** V2's whole answer has a P95 of 50 ms to keep, so Nexten gets less than half of that. */
const patienceMs = 20;
/** After this many failures in a row Nexten is left alone for a while. */
const failuresToOpen = 3;
const restMs = 30_000;

const answerSchema = z.object({ matches: z.array(z.object({ job_id: z.string(), score: z.number() })) });

export interface NextenOptions {
  /** Nexten's base address, such as `http://nexten:5052`. */
  readonly url: string;
  readonly fetch?: typeof fetch;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * For candidates with a rich questionnaire, adds Nexten's text similarity to the reasons. Scores stay V2's own, so
 * predictions do not depend on Nexten. Nexten slow, broken or gone leaves the matches as they are; after three
 * failures in a row it is not asked for 30 s.
 */
export function enrichWithNexten({
  url,
  fetch: ask = fetch,
  now = () => performance.now(),
}: NextenOptions): Enrich {
  let failures = 0;
  let restUntil = 0;
  return async (request, matches) => {
    if (!hasRichQuestionnaire(request) || now() < restUntil) return matches;
    try {
      const similarity = await similarities(ask, url, request);
      failures = 0;
      return matches.map((match) => withSimilarity(match, similarity.get(match.job_id)));
    } catch {
      failures++;
      if (failures >= failuresToOpen) restUntil = now() + restMs;
      return matches;
    }
  };
}

function hasRichQuestionnaire({ candidate }: MatchRequest): boolean {
  const answers = Object.values(candidate.questionnaire ?? {});
  return answers.filter((answer) => answer?.trim()).length >= richFrom;
}

async function similarities(
  ask: typeof fetch,
  url: string,
  request: MatchRequest,
): Promise<Map<string, number>> {
  const response = await ask(`${url}/api/match`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`Nexten answered ${response.status}`);
  const { matches } = answerSchema.parse(await response.json());
  return new Map(matches.map(({ job_id, score }) => [job_id, score]));
}

function withSimilarity(match: Match, similarity: number | undefined): Match {
  if (similarity === undefined) return match;
  return { ...match, reasons: [...match.reasons, `texts alike: ${Math.round(similarity)} of 100`] };
}
