import { z } from "zod";
import { documentId, listOf, numberFrom, text } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";

const most = 100;
const score = numberFrom(0, 100);
const share = numberFrom(0, 1);
const reasons = listOf(text(0, 200), 0, 20, "reasons");

const resultV1 = z.looseObject(
  {
    id: documentId,
    titre: text(1, 200).optional(),
    score_global: score,
    explications: reasons.optional(),
    confiance: share.optional(),
  },
  "must be an object",
);
const resultV2 = z.looseObject(
  {
    job_id: documentId,
    job_title: text(1, 200).optional(),
    score,
    reasons: reasons.optional(),
    confidence: share.optional(),
  },
  "must be an object",
);

type ResultV1 = z.infer<typeof resultV1>;
type ResultV2 = z.infer<typeof resultV2>;

/** Scored jobs. Members of a result that nobody knows cross as they are. */
export const results: Conversion<ResultV1[], ResultV2[]> = {
  rule: "results",
  v1: listOf(resultV1, 0, most, "results"),
  v2: listOf(resultV2, 0, most, "results"),
  up: (values) => values.map(toV2),
  down: (values) => values.map(toV1),
};

function toV2(result: ResultV1): ResultV2 {
  const { id, titre, score_global, explications, confiance, ...others } = result;
  return {
    ...others,
    job_id: id,
    job_title: titre,
    score: score_global,
    reasons: explications,
    confidence: confiance,
  };
}

function toV1(result: ResultV2): ResultV1 {
  const { job_id, job_title, score, reasons, confidence, ...others } = result;
  return {
    ...others,
    id: job_id,
    titre: job_title,
    score_global: score,
    explications: reasons,
    confiance: confidence,
  };
}
