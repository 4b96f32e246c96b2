import { numberFrom, text } from "../../../checks.ts";
import { contract } from "../conversions/contract.ts";
import { payRange } from "../conversions/pay.ts";
import { place } from "../conversions/place.ts";
import { remote } from "../conversions/remote.ts";
import { skills } from "../conversions/skills.ts";
import { optional, required, same } from "../field-pair.ts";
import { day, id, words } from "./fields.ts";
import { makeKind } from "./kind.ts";

/** V1's offers are V2's jobs. */
export const offer = makeKind("offer", { v1: "offer:", v2: "job:" }, [
  optional(["id"], "id", same(id)),
  required(["titre", "title", "poste"], "title", same(text(1, 200))),
  optional(["entreprise", "company", "societe"], "company", same(text(1, 200))),
  required(["competences", "skills", "competences_requises"], "required_skills", skills),
  optional(["localisation", "lieu", "adresse"], "location", place),
  optional(["type_contrat", "contrat"], "contract_type", contract),
  optional(["salaire", "remuneration"], "salary_range", payRange),
  optional(
    ["experience_requise", "experience_minimum", "annees_experience"],
    "required_experience",
    same(numberFrom(0, 60)),
  ),
  optional(["teletravail", "politique_remote"], "remote_policy", remote),
  optional(["langue"], "language", same(text(1, 50))),
  optional(["description", "mission"], "description", same(text(0, 10_000))),
  optional(["responsabilites"], "responsibilities", same(words("responsibilities"))),
  optional(["avantages"], "benefits", same(words("benefits"))),
  optional(
    ["soft_skills", "competences_comportementales"],
    "desired_soft_skills",
    same(words("soft skills")),
  ),
  optional(["culture_entreprise"], "company_culture", same(text(0, 2_000))),
  optional(["valeurs"], "company_values", same(words("values"))),
  optional(["taille_entreprise"], "company_size", same(text(1, 50))),
  optional(["secteur"], "industry", same(text(1, 100))),
  optional(["date_publication"], "published_date", same(day)),
  optional(["date_limite"], "deadline", same(day)),
]);
