import { documentId, text } from "../../../checks.ts";
import { results } from "../conversions/results.ts";
import { seconds } from "../conversions/seconds.ts";
import { optional, required, same } from "../field-pair.ts";
import { moment } from "./fields.ts";
import { makeKind } from "./kind.ts";

/** Kept answers to a match request of one candidate. */
export const match = makeKind("match", { v1: "match:", v2: "match:result:" }, [
  required(["candidat_id"], "candidate_id", same(documentId)),
  required(["resultats"], "matches", results),
  optional(["algorithme_utilise"], "algorithm_used", same(text(1, 100))),
  optional(["temps_execution"], "execution_time_ms", seconds),
  optional(["cree_le"], "created_at", same(moment)),
]);
