/**
 * What a verdict, the look from outside and a refused quantity say, part by part, in the order in which it is looked for.
 * The journal and programs read these sentences in English; PASS, HOLD, ROLLBACK and NO DATA are the gate's own words
 * everywhere.
 */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\berror rate trigger\b/g, "déclencheur taux d'erreurs"],
  [/\bp95 trigger\b/g, "déclencheur p95"],
  [/\baccuracy of V1 trigger\b/g, "déclencheur justesse comparée à V1"],
  [/\bavailability trigger\b/g, "déclencheur disponibilité"],
  [/\bV2 signs of life\b/g, "signes de vie de V2"],
  [/\berror rate\b/g, "taux d'erreurs"],
  [/\baccuracy gain\b/g, "gain de justesse"],
  [/\bpredictions\b/g, "prédictions"],
  [/\brequests(?=,| [-\d]| ha(?:s|ve)\b)/g, "requêtes"],
  [/\b(unclear:.*)\brequests\b/g, "$1requêtes"],
  [/\bover (\d+ s)\b/g, "plus de $1"],
  [/\bover (\d)/g, "sur $1"],
  [/\bhas no data\b/g, "n'a pas de données"],
  [/\bhave no data\b/g, "n'ont pas de données"],
  [/: (?=prometheus|nothing was|\S+ is not)/g, " : "],
  [/\btoo few to judge\b/g, "trop peu pour juger"],
  [/\bnot all that time, too short to roll back\b/g, "pas tout ce temps, trop bref pour un retour"],
  [/\bof (\d+), too few to roll back\b/g, "sur $1, trop peu pour un retour"],
  [/\bV2 is dead\b/g, "V2 est morte"],
  [/\bV2 has no users to take back\b/g, "V2 n'a pas d'utilisateurs à reprendre"],
  [
    /\bV1 is dead, nobody could take its users\b/g,
    "V1 est morte, personne ne pourrait prendre ses utilisateurs",
  ],
  [/\bnothing was counted in that time\b/g, "rien n'a été compté dans ce temps"],
  [/\bis not possible\b/g, "est impossible"],
  [
    /\bprometheus has no alerting rules; (npm run heal) brings them/g,
    "prometheus n'a aucune règle d'alerte ; $1 les apporte",
  ],
  [/\bprometheus cannot judge the alert (\w+):/g, "prometheus ne peut juger l'alerte $1 :"],
  [/\bprometheus has no such series\b/g, "prometheus n'a pas cette série"],
  [/\bprometheus at (\S+) cannot be reached:/g, "prometheus ne peut être joint sur $1 :"],

  [/\bthe stage was never entered\b/g, "l'étape n'a jamais été atteinte"],
  [
    /\bthe journal says the platform is at no stage yet, not at (\S+)/g,
    "le journal ne connaît encore aucune étape, pas $1",
  ],
  [
    /\bthe journal says the platform is at (\S+), not at (\S+)/g,
    "le journal dit la plateforme à $1, pas à $2",
  ],
  [/\bhold not over: (\S+) left of (\S+),/g, "attente non terminée : reste $1 de $2,"],
  [/\bschedule not reached: (\S+) left until (\S+),/g, "calendrier non atteint : reste $1 jusqu'à $2,"],
  [/\bearliest next\b/g, "suite au plus tôt"],
  [/\bthe hold started again at (\S+):(?= )/g, "l'attente a recommencé à $1 :"],
  [
    /\bdata for (\d+%) of the last (\S+), (\d+%) needed to prove the hold/g,
    "données pour $1 des derniers $2, il en faut $3 pour prouver l'attente",
  ],
  [/\bthe deploy of (\S+) at (\S+) has not ended\b/g, "le déploiement de $1 à $2 n'est pas terminé"],
  [/\bthe deploy of (\S+) at (\S+) failed half-way\b/g, "le déploiement de $1 à $2 a échoué en chemin"],
  [/\bthe rollback to (\S+) at (\S+) has not ended\b/g, "le retour à $1 à $2 n'est pas terminé"],
  [/\bthe state was put back at (\S+) from the copy\b/g, "l'état a été remis à $1 depuis la copie"],
  [/\bthe kill switch is on since\b/g, "le coupe-circuit est actif depuis"],
  [/\bV2 has (\d+%) of the traffic and this is unclear:/g, "V2 a $1 du trafic et ceci n'est pas clair :"],

  [
    /\banswers: (\d+) of (\d+) users got none of a release:/g,
    "réponses : $1 utilisateurs sur $2 n'en ont reçu d'aucune version :",
  ],
  [
    /\bsplit: (\d+) of (\d+) users are on V2, which does not fit/g,
    "partage : $1 utilisateurs sur $2 sont à V2, ce qui ne va pas avec",
  ],
  [
    /\bstickiness: (\d+) of (\d+) users changed release between two requests\b/g,
    "fidélité : $1 utilisateurs sur $2 ont changé de version entre deux requêtes",
  ],
  [/\btls: a TLS 1\.3 client got\b/g, "tls : un client TLS 1.3 a eu"],
  [/\btls: a TLS 1\.2 client was let in\b/g, "tls : un client TLS 1.2 a été admis"],
  [/\bno connection\b/g, "aucune connexion"],
  [/\bheaders: (\S+) got\b/g, "en-têtes : $1 a reçu"],
  [/\bheaders: (\S+) \((\d+)\) lacks\b/g, "en-têtes : à $1 ($2) il manque"],
  [/\bstopped as asked\b/g, "arrêt demandé"],
  [/\bdata-sync gives no answer\b/g, "data-sync ne répond pas"],
  [/\bdata-sync gave no answer within (\d+ s)\b/g, "data-sync n'a pas répondu en $1"],
  [/\bdata-sync is frozen: (.*); see (?=npm)/g, "data-sync est gelé : $1 ; voyez "],
  [/\bdata-sync was not through after (\d+ s)\b/g, "data-sync n'avait pas fini après $1"],
  [
    /\b(\d+) documents still differ after many looks\b/g,
    "$1 documents diffèrent encore après bien des regards",
  ],
  [/\b(store-v[12]|data-sync) does not run\b/g, "$1 ne tourne pas"],
  [/\bno answer \(/g, "aucune réponse ("],
  [/\bno release, status\b/g, "aucune version, statut"],

  [/\bmust be a duration longer than 0, got (.*); /g, "doit être une durée supérieure à 0, reçu $1 ; "],
  [
    /\bmust be a percentage from 0% to 100%, got (.*); /g,
    "doit être un pourcentage de 0% à 100%, reçu $1 ; ",
  ],
  [/\bwrite for example\b/g, "écrivez par exemple"],
  [/\bno number in it may have more than 7 digits\b/g, "aucun nombre ne peut y avoir plus de 7 chiffres"],
  [/\bthe unit is missing, (?=did you mean )/g, "l'unité manque, "],
  [/\bdid you mean (\S+) or (\S+)\?/g, "vouliez-vous dire $1 ou $2 ?"],
  [/\bdid you mean (\S+)\?/g, "vouliez-vous dire $1 ?"],

  // Measured, with a space before its unit; 0.8% is what somebody may type.
  [/(?<=\d)\.(?=\d+ (?:%|ms|s)(?!\w))/g, ","],
  // 5,400 would be five point four; a comma between quotes is what somebody wrote.
  [/(?<= \d{1,3}(?:,\d{3})*),(?=\d{3}\b)/g, "\u202f"],
];

/** One of these sentences in French; what is not known stays as it is. */
export function inFrench(sentence: string): string {
  return PARTS.reduce((said, [english, french]) => said.replace(english, french), sentence);
}
