import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Comment les dernières écritures de V2 reviennent sur V1. */
export const dataBack: Messages["dataBack"] = {
  documents: (count) =>
    count === null ? "un nombre inconnu de documents" : `environ ${counted(count, "document")}`,
  pending: (reason, documents) =>
    `données en attente : ${reason} ; ${documents} ont changé depuis le dernier passage complet`,
  carried: (fence, pass, documents, conflicts, deadLetters) =>
    `données : l'application V2 ne peut plus écrire (${fence} s) ; ce qui a changé depuis le dernier passage complet est égal sur V1 et V2 (${pass} s) : documents ${documents}, conflits ${conflicts}, lettres mortes ${deadLetters}`,
  differs: (percent, deadLetters) =>
    `de tous les documents, ceux d'avant compris : parité par échantillon ${percent} %, lettres mortes ${deadLetters} ; lesquels : npm run sync -- verify --full`,
  notYetOnV1: (stage, reason, documents) =>
    `${stage} est atteinte et chaque utilisateur est sur V1, mais ce que V2 a écrit en dernier n'y est peut-être pas : ${reason}. Il reste à regarder ${documents}. Le dépôt de V2 les garde ; réparez cela, puis : npm run rollback-v1 -- --resume`,
  steps: {
    traffic: "trafic sur V1",
    fence: "application V2 écartée",
    pass: "dernier passage",
    up: "pulumi up",
    restore: "données restaurées",
    proof: "et cela prouvé",
    all: "en tout",
  },
  counted: (documents, replayed, sessions, conflicts, deadLetters) =>
    `comparés ${documents}, dont rejoués ${replayed}, sessions ${sessions} ; conflits ${conflicts}, laissés en lettres mortes ${deadLetters}`,
  restored: (restored, removed, unchanged, skipped) =>
    `clés restaurées ${restored}, supprimées ${removed}, inchangées ${unchanged} ; sessions laissées ${skipped}`,
  starting: (service) => `démarrage de ${service}`,
  startingAnew: "data-sync ne répond pas : nouveau démarrage",
  fenced: (since) =>
    `l'application V2 ne peut plus écrire dans son dépôt depuis le retour de ${since}. Rendez-le-lui : npm run kill-switch -- off --reason "…"`,
};
