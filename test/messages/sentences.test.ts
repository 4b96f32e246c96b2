import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { verdict, verdictTable } from "../../infra/gate/verdict.ts";
import { duration, ratio, refusal } from "../../infra/stage/units.ts";
import { inFrench } from "../../scripts/messages/fr/sentences.ts";
import { healthy } from "../gate/healthy.ts";

const NUMBERS = /\d+(?:[.,]\d+)*/g;

/** What the gate, the look from outside and a refused quantity say, each kind of sentence once. */
const SENTENCES: readonly (readonly [string, string])[] = [
  ["error rate 1.42% > 0.80% over 10m", "taux d'erreurs 1.42% > 0.80% sur 10m"],
  [
    "predictions 1,205,400 >= 1,000 over 20s  PASS",
    "prédictions 1\u202f205\u202f400 >= 1\u202f000 sur 20s  PASS",
  ],
  ["p95 trigger over 10 s > 150 ms over 5m", "déclencheur p95 plus de 10 s > 150 ms sur 5m"],
  ["requests 120 < 500 over 10m (too few to judge)", "requêtes 120 < 500 sur 10m (trop peu pour juger)"],
  [
    "accuracy of V1 trigger has no data over 10m: nothing was counted in that time",
    "déclencheur justesse comparée à V1 n'a pas de données sur 10m : rien n'a été compté dans ce temps",
  ],
  [
    "availability trigger has no data over 1m: prometheus at http://127.0.0.1:9090 cannot be reached: connect ECONNREFUSED",
    "déclencheur disponibilité n'a pas de données sur 1m : prometheus ne peut être joint sur http://127.0.0.1:9090 : connect ECONNREFUSED",
  ],
  [
    "requests, p95 trigger have no data over 10m: prometheus has no such series",
    "requêtes, déclencheur p95 n'ont pas de données sur 10m : prometheus n'a pas cette série",
  ],
  [
    "prometheus has no alerting rules; npm run heal brings them",
    "prometheus n'a aucune règle d'alerte ; npm run heal les apporte",
  ],
  [
    "prometheus cannot judge the alert SyncLate: query timed out",
    "prometheus ne peut juger l'alerte SyncLate : query timed out",
  ],
  [
    "error rate trigger 6.00% > 5.00% over 2m (of 50, too few to roll back)",
    "déclencheur taux d'erreurs 6.00% > 5.00% sur 2m (sur 50, trop peu pour un retour)",
  ],
  [
    "p95 trigger 380 ms > 150 ms over 20s (not all that time, too short to roll back)",
    "déclencheur p95 380 ms > 150 ms sur 20s (pas tout ce temps, trop bref pour un retour)",
  ],
  [
    "V2 signs of life 0 < 1 over 5s (V2 is dead; V1 is dead, nobody could take its users)",
    "signes de vie de V2 0 < 1 sur 5s (V2 est morte; V1 est morte, personne ne pourrait prendre ses utilisateurs)",
  ],
  [
    "hold not over: 1h59m left of 2h, earliest next 2026-11-26T05:00:00Z",
    "attente non terminée : reste 1h59m de 2h, suite au plus tôt 2026-11-26T05:00:00Z",
  ],
  [
    "schedule not reached: 24h left until J+3, earliest next 2026-11-27T05:00:00Z",
    "calendrier non atteint : reste 24h jusqu'à J+3, suite au plus tôt 2026-11-27T05:00:00Z",
  ],
  [
    "the hold started again at 2026-11-26T05:00:00Z: error rate trigger 6.00% > 5.00% over 2m",
    "l'attente a recommencé à 2026-11-26T05:00:00Z : déclencheur taux d'erreurs 6.00% > 5.00% sur 2m",
  ],
  [
    "data for 80% of the last 2h, 95% needed to prove the hold",
    "données pour 80% des derniers 2h, il en faut 95% pour prouver l'attente",
  ],
  ["the stage was never entered", "l'étape n'a jamais été atteinte"],
  [
    "the journal says the platform is at no stage yet, not at 010-percent",
    "le journal ne connaît encore aucune étape, pas 010-percent",
  ],
  [
    "the journal says the platform is at 025-percent, not at 010-percent",
    "le journal dit la plateforme à 025-percent, pas à 010-percent",
  ],
  [
    "the deploy of 010-percent at 2026-11-26T05:00:00Z has not ended",
    "le déploiement de 010-percent à 2026-11-26T05:00:00Z n'est pas terminé",
  ],
  [
    "the deploy of 010-percent at 2026-11-26T05:00:00Z failed half-way",
    "le déploiement de 010-percent à 2026-11-26T05:00:00Z a échoué en chemin",
  ],
  [
    "the rollback to 000-baseline at 2026-11-26T05:00:00Z has not ended",
    "le retour à 000-baseline à 2026-11-26T05:00:00Z n'est pas terminé",
  ],
  [
    "the state was put back at 2026-11-26T05:00:00Z from the copy C",
    "l'état a été remis à 2026-11-26T05:00:00Z depuis la copie C",
  ],
  [
    "the kill switch is on since 2026-11-26T05:00:00Z",
    "le coupe-circuit est actif depuis 2026-11-26T05:00:00Z",
  ],
  [
    "V2 has 10% of the traffic and this is unclear: requests, p95",
    "V2 a 10% du trafic et ceci n'est pas clair : requêtes, p95",
  ],
  [
    "split: 5 of 1000 users are on V2, which does not fit 10 % (alpha 0.001)",
    "partage : 5 utilisateurs sur 1000 sont à V2, ce qui ne va pas avec 10 % (alpha 0.001)",
  ],
  [
    "answers: 3 of 1000 users got none of a release: no answer (socket hang up)",
    "réponses : 3 utilisateurs sur 1000 n'en ont reçu d'aucune version : aucune réponse (socket hang up)",
  ],
  [
    "stickiness: 2 of 50 users changed release between two requests",
    "fidélité : 2 utilisateurs sur 50 ont changé de version entre deux requêtes",
  ],
  [
    "data-sync is frozen: store-v1 is empty; see npm run sync -- status",
    "data-sync est gelé : store-v1 is empty ; voyez npm run sync -- status",
  ],
  ["data-sync gave no answer within 910 s", "data-sync n'a pas répondu en 910 s"],
  ["data-sync was not through after 30 s", "data-sync n'avait pas fini après 30 s"],
  ["store-v2 does not run", "store-v2 ne tourne pas"],
  ["tls: a TLS 1.3 client got no connection", "tls : un client TLS 1.3 a eu aucune connexion"],
  ["tls: a TLS 1.2 client was let in (TLSv1.2)", "tls : un client TLS 1.2 a été admis (TLSv1.2)"],
  [
    "headers: /health (200) lacks Referrer-Policy; headers: /x got no release, status 502",
    "en-têtes : à /health (200) il manque Referrer-Policy; en-têtes : /x a reçu aucune version, statut 502",
  ],
  [
    `--hold ${refusal(duration, "soon")}`,
    '--hold doit être une durée supérieure à 0, reçu "soon" ; écrivez par exemple 10m',
  ],
  [
    `--hold ${refusal(duration, "90")}`,
    `--hold doit être une durée supérieure à 0, reçu "90" ; l'unité manque, vouliez-vous dire 90s ?`,
  ],
  [
    `--hold ${refusal(duration, "99999999h")}`,
    '--hold doit être une durée supérieure à 0, reçu "99999999h" ; aucun nombre ne peut y avoir plus de 7 chiffres',
  ],
  [
    `--errors ${refusal(ratio, "0.08")}`,
    `--errors doit être un pourcentage de 0% à 100%, reçu "0.08" ; l'unité manque, vouliez-vous dire 8% ou 0.08% ?`,
  ],
  [
    `--errors ${refusal(ratio, "8")}`,
    `--errors doit être un pourcentage de 0% à 100%, reçu "8" ; l'unité manque, vouliez-vous dire 8% ?`,
  ],
  [
    `--errors ${refusal(ratio, "8 %")}`,
    '--errors doit être un pourcentage de 0% à 100%, reçu "8 %" ; vouliez-vous dire 8% ?',
  ],
];

describe("the sentences that are made in English", () => {
  for (const [english, french] of SENTENCES)
    it(`are said in French: ${english}`, () => assert.equal(inFrench(english), french));

  it("keep every number, and leave no English word, whatever was measured", () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.constantFrom(null, Number.NaN, -5, 0, 1e6),
    );
    const signals = ["requests", "errorRate", "p95", "predictions", "accuracyGain", "signsOfLife"] as const;
    const triggers = [
      "triggerErrorRate",
      "triggerP95",
      "sustainedP95",
      "accuracyOfV1",
      "availability",
    ] as const;
    const seen = fc.record(Object.fromEntries([...signals, ...triggers].map((name) => [name, value])));
    fc.assert(
      fc.property(seen, fc.integer({ min: 0, max: 100 }), (values, v2) => {
        const given = verdict(healthy(values, { v2 }));
        const reasons = given.kind === "pass" ? [] : given.reasons;
        for (const english of [...verdictTable(given), ...reasons, given.warning ?? ""]) {
          const french = inFrench(english);
          assert.doesNotMatch(
            french,
            /\b(the|has|no such|over|of|is|and|too|nothing|error|requests|trigger)\b/,
          );
          assert.deepEqual(french.replaceAll("\u202f", ",").match(NUMBERS), english.match(NUMBERS));
        }
      }),
    );
  });
});
