import type { Messages } from "../messages.ts";

/** Comment va la plateforme : `npm run status`, et la ligne que `npm start` réécrit. */
export const status: Messages["status"] = {
  instance: (name, place, folder) => `instance    ${name} de ${place}, état dans ${folder}`,
  stage: (name) => `étape       ${name ?? "aucune encore"}`,
  killSwitch: (state) => `coupe-circ. ${state}`,
  on: "ACTIF : toutes les requêtes vont à V1",
  off: "levé",
  unknown: "inconnu : aucune passerelle ne tourne, qui pourrait le dire",
  fence: (since) =>
    `barrière    en place depuis ${since} : l'application de V2 ne peut pas écrire dans store-v2`,
  notHealthy:
    "tout n'est pas en bonne santé ; ce qui manque ou est arrêté est remis en état par : npm run heal",
  wayBack: "tout le monde de retour sur V1 : npm run rollback-v1",
  nobodyServed: (gateway, state) => `PERSONNE N'EST SERVI : l'état de ${gateway} est ${state}`,

  alert: (name, severity, since, summary) => `ALERTE      ${name}, ${severity}, depuis ${since} : ${summary}`,
  pendingAlert: (name, severity, since, summary) =>
    `en attente  ${name}, ${severity}, depuis ${since} : ${summary}`,
  alertNext: (runbook) => `            à faire : ${runbook}`,
  alertsUnknown: (reason) => `alertes     inconnues : ${reason}`,
  severity: { critical: "critique", warning: "à surveiller" },

  split: (asked, seen) => `partage ${asked} % demandé, ${seen} vu`,
  side: (release, errors, p95) => `${release} erreurs ${errors}, P95 ${p95}`,
  gain: (gain) => `gain ${gain}`,
  left: (seconds) => `reste ${seconds} s`,
  noData: "sans données",
};
