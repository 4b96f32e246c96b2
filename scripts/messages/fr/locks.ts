import type { Messages } from "../messages.ts";

/** Pourquoi une exécution en attend une autre, et ce que fait celle-ci. */
export const locks: Messages["locks"] = {
  waiting: (what, pid, seconds, elsewhere) =>
    `une autre exécution est à l'œuvre : ${what} (pid ${pid}, depuis ${seconds} s${elsewhere}) ; attente de sa fin`,
  elsewhere: (host, path) => ` sur ${host} ; si elle est terminée, supprimez ${path}`,
  takenOver: (whose) => `verrou d'une exécution terminée supprimé (${whose})`,
  unreadable: "illisible",

  engine: "démarrage du moteur Docker",
  images: "construction d'images",
  pulumi: "préparation de Pulumi",
  cache: "nettoyage du cache",
  testing: (instance) => `essais sur l'instance ${instance}`,
  measuring: "mesures",
};
