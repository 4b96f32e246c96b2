import type { Messages } from "../messages.ts";

/** Ce que dit `npm run heal`, et chaque modification qui répare d'abord ce qu'une autre, interrompue, a laissé. */
export const heal: Messages["heal"] = {
  noStage: "aucune étape n'est encore atteinte : npm start crée une plateforme",
  begins: (stage) => `remise en état de ${stage}`,
  ended: (stage, what, seconds) => `${stage} ${what} (${seconds} s)`,
  wouldBeRight: "serait remise en état",
  isRight: "est remise en état",
  wasRight: "est comme déclarée",
  seen: (onV2, users, isKilled) =>
    `par l'adresse publique : ${onV2} utilisateurs sur ${users} à V2${isKilled ? ", le coupe-circuit est actif" : ""}`,
  notFine: (complaints) =>
    `tout est comme déclaré, mais vu de l'extérieur : ${complaints}\ntout le trafic à V1 : npm run rollback-v1`,
  stopped: (stage) =>
    `arrêt demandé : ${stage} n'est peut-être pas encore tout à fait en état ; la plateforme continue de servir\nterminez avec : npm run heal`,

  lockCleared: (pid) => `le verrou du processus ${pid}, qui est mort, est levé`,
  repairing: "la dernière modification a été interrompue : réparation de l'état",
  removingContainer: (name) => `retrait du conteneur ${name}, que l'état ne connaît pas`,
  removingNetwork: (id) => `retrait du réseau ${id}, que l'état ne connaît pas`,
  starting: (container, state) => `démarrage de ${container}, dont l'état est ${state}`,
  wouldStart: (container, state) => `démarrer ${container}, dont l'état est ${state}`,
  cannotStart: (container, reason) => `${container} ne peut être démarré : ${reason}`,
  connecting: (container, network) => `nouvelle connexion de ${container} à ${network}`,
};
