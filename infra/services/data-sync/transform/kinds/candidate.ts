import { numberFrom, text } from "../../../checks.ts";
import { contracts } from "../conversions/contract.ts";
import { pay } from "../conversions/pay.ts";
import { place } from "../conversions/place.ts";
import { remote } from "../conversions/remote.ts";
import { skills } from "../conversions/skills.ts";
import { optional, required, same } from "../field-pair.ts";
import { id, words } from "./fields.ts";
import { makeKind } from "./kind.ts";

/** Candidates, with French names on V1 and English ones on V2. */
export const candidate = makeKind("candidate", { v1: "candidate:", v2: "candidate:" }, [
  optional(["id"], "id", same(id)),
  optional(["nom"], "name", same(text(1, 200))),
  optional(["prenom"], "first_name", same(text(1, 200))),
  optional(["email"], "email", same(text(3, 320))),
  optional(["telephone"], "phone", same(text(3, 40))),
  required(["competences"], "skills", skills),
  optional(["localisation", "adresse"], "location", place),
  optional(["annees_experience", "experience"], "years_experience", same(numberFrom(0, 60))),
  optional(["formation", "diplome"], "education", same(text(0, 500))),
  optional(["niveau_etudes"], "education_level", same(text(0, 100))),
  optional(["salaire_souhaite", "salaire_min"], "salary_expectation", pay),
  optional(["contrats_recherches"], "contract_types", contracts),
  optional(["disponibilite"], "availability", same(text(0, 100))),
  optional(["mobilite"], "remote_preference", remote),
  optional(["mobilite_km"], "max_commute_km", same(numberFrom(0, 1_000))),
  optional(["langues"], "languages", same(words("languages"))),
  optional(["secteur_activite"], "industry_preference", same(text(1, 100))),
  optional(["valeurs_importantes"], "important_values", same(words("values"))),
  optional(["criteres_importants"], "important_criteria", same(words("criteria"))),
]);
