import { readLabelled } from "../../../infra/services/prober/labelled.ts";

/** One request of the users' mix. */
export interface PlannedRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body: string | null;
  /** Whether the gateway splits this route: only then does its answer show where the user is. */
  readonly split: boolean;
}

// 2 % of the requests.
const FIXED_EVERY = 50;

/** The n-th request of the mix, n from 0: match requests in turn, now and then the fixed path. */
export type RequestMix = (n: number) => PlannedRequest;

/** A mix over the match requests of a labelled set. Throws InputError when it is missing or malformed. */
export function mixOf(labelledFile: string, fixedPath: string): RequestMix {
  const fixed: PlannedRequest = { method: "GET", path: fixedPath, body: null, split: false };
  const matches = readLabelled(labelledFile).map(
    ({ body }): PlannedRequest => ({ method: "POST", path: "/api/match", body, split: true }),
  );
  return (n) => (n % FIXED_EVERY === 0 ? fixed : (matches[n % matches.length] ?? fixed));
}

/** The smallest match request that every release takes. */
export const SMALL_MATCH = JSON.stringify({
  candidate: { id: "bench", skills: ["TypeScript"] },
  jobs: [{ id: "bench-1", title: "Developer", required_skills: ["TypeScript"] }],
});
