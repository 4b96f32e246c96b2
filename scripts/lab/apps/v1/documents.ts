import { z } from "zod";
import {
  documentId,
  listOf,
  numberFrom,
  objectWith,
  oneOf,
  text,
  textsByName,
  yearlyAmount,
} from "../../../../infra/services/checks.ts";
import type { DocumentKind } from "../shared/document-routes.ts";

/** Time a V1 session lives after its last use, seconds. */
export const sessionTtlSeconds = 1_800;
/** Time a kept match result lives after its last use, seconds. */
export const matchTtlSeconds = 3_600;

const payError = 'must be a yearly amount such as 45000, "45K" or "45K-55K"';
const amount = String.raw`(\d{1,7}(\.\d{1,2})?|(\d{1,4}(\.\d{1,2})?|10000)K)`;
const payText = new RegExp(`^${amount}(-${amount})?$`);
const pay = z.union([yearlyAmount, z.string().regex(payText, payError)], payError);
const place = z.union(
  [
    z.string().min(1).max(200),
    z.object({
      ville: text(1, 200),
      lat: numberFrom(-90, 90).optional(),
      lon: numberFrom(-180, 180).optional(),
    }),
  ],
  "must be an address as text, or {ville, lat, lon}",
);
const remote = oneOf(["aucun", "partiel", "total"]);
const words = (what: string) => listOf(text(1, 100), 0, 200, what);
const day = z.iso.date("must be a date such as 2025-06-03");
const moment = z.iso.datetime({ error: "must be a time such as 2025-06-03T17:00:00Z" });

/** An offer as V1 keeps it: French field names, pay and place as people typed them. */
export const offer = z.strictObject(
  {
    titre: text(1, 200),
    entreprise: text(1, 200).optional(),
    competences: words("skills"),
    localisation: place.optional(),
    type_contrat: text(1, 50).optional(),
    salaire: pay.optional(),
    experience_requise: numberFrom(0, 60).optional(),
    teletravail: remote.optional(),
    langue: text(1, 50).optional(),
    description: text(0, 10_000).optional(),
    responsabilites: words("responsibilities").optional(),
    avantages: words("benefits").optional(),
    soft_skills: words("soft skills").optional(),
    culture_entreprise: text(0, 2_000).optional(),
    valeurs: words("values").optional(),
    secteur: text(1, 100).optional(),
    taille_entreprise: text(1, 50).optional(),
    date_publication: day.optional(),
    date_limite: day.optional(),
  },
  "must be an object",
);

/** A candidate as V1 keeps it. */
export const candidate = z.strictObject(
  {
    nom: text(1, 200),
    prenom: text(1, 200).optional(),
    email: text(3, 320).optional(),
    telephone: text(3, 40).optional(),
    competences: words("skills"),
    localisation: place.optional(),
    annees_experience: numberFrom(0, 60).optional(),
    salaire_souhaite: pay.optional(),
    contrats_recherches: words("contract types").optional(),
    mobilite: remote.optional(),
    mobilite_km: numberFrom(0, 1000).optional(),
    langues: words("languages").optional(),
    formation: text(0, 500).optional(),
    niveau_etudes: text(0, 100).optional(),
    disponibilite: text(0, 100).optional(),
    secteur_activite: text(1, 100).optional(),
    valeurs_importantes: words("values").optional(),
    criteres_importants: words("criteria").optional(),
  },
  "must be an object",
);

/** A session of a candidate on V1. */
export const session = z.strictObject(
  {
    candidat_id: documentId,
    offres_vues: words("offers").optional(),
    offres_retenues: words("offers").optional(),
    filtres: textsByName(200, 100, "filters").optional(),
    langue: text(1, 50).optional(),
    cree_le: moment.optional(),
  },
  "must be an object",
);

const result = objectWith({
  id: documentId,
  titre: text(1, 200).optional(),
  score_global: numberFrom(0, 100),
  explications: listOf(text(0, 200), 0, 20, "reasons").optional(),
  confiance: numberFrom(0, 1).optional(),
});

/** A kept answer to a match request of a candidate on V1. Time in seconds. */
export const match = z.strictObject(
  {
    candidat_id: documentId,
    resultats: listOf(result, 0, 100, "results"),
    algorithme_utilise: text(1, 100).optional(),
    temps_execution: numberFrom(0, 86_400).optional(),
    cree_le: moment.optional(),
  },
  "must be an object",
);

/** Everything V1 keeps. */
export const documentsV1: readonly DocumentKind[] = [
  { prefix: "offer", path: "/api/v1/offers", schema: offer, ttlSeconds: null },
  { prefix: "candidate", path: "/api/v1/candidates", schema: candidate, ttlSeconds: null },
  { prefix: "session", path: "/api/v1/sessions", schema: session, ttlSeconds: sessionTtlSeconds },
  { prefix: "match", path: "/api/v1/matches", schema: match, ttlSeconds: matchTtlSeconds },
];
