import type { Messages } from "../messages.ts";

/** Comment les dernières écritures de V2 reviennent sur V1. */
export const dataBack: Messages["dataBack"] = {
  documents: (count) => (count === null ? "un nombre inconnu de documents" : `environ ${count} documents`),
  pending: (reason, documents) =>
    `données en attente : ${reason} ; ${documents} ont changé depuis le dernier passage complet`,
  carried: (fence, pass, documents, conflicts, deadLetters) =>
    `données : l'application V2 ne peut plus écrire (${fence} s) ; ce qui a changé depuis le dernier passage complet est égal sur V1 et V2 (${pass} s) : documents ${documents}, conflits ${conflicts}, lettres mortes ${deadLetters}`,
  notYetOnV1: (stage, reason, documents) =>
    `${stage} est atteinte et chaque utilisateur est sur V1, mais ce que V2 a écrit en dernier n'y est peut-être pas : ${reason}. Il reste à regarder ${documents}. Le dépôt de V2 les garde ; réparez cela, puis : npm run rollback-v1 -- --resume`,
  starting: (service) => `démarrage de ${service}`,
  startingAnew: "data-sync ne répond pas : nouveau démarrage",
  fenced: (since) =>
    `l'application V2 ne peut plus écrire dans son dépôt depuis le retour de ${since}. Rendez-le-lui : npm run kill-switch -- off --reason "…"`,
};
