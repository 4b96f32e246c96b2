import { documentId, text, textsByName } from "../../../checks.ts";
import { refreshState } from "../../../identity/session.ts";
import { optional, required, same } from "../field-pair.ts";
import { moment, words } from "./fields.ts";
import { makeKind } from "./kind.ts";

/** Sessions of candidates. What a release keeps in them for itself alone has no partner. */
export const session = makeKind("session", { v1: "session:", v2: "session:" }, [
  required(["candidat_id"], "candidate_id", same(documentId)),
  optional(["offres_vues"], "viewed_jobs", same(words("jobs"))),
  optional(["offres_retenues"], "saved_jobs", same(words("jobs"))),
  optional(["filtres"], "filters", same(textsByName(200, 100, "filters"))),
  optional(["langue"], "language", same(text(1, 50))),
  optional(["cree_le"], "created_at", same(moment)),
  optional(["renouvellement"], "refresh", same(refreshState)),
]);
