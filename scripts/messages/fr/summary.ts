import type { Messages } from "../messages.ts";

/** Ce que dit `npm start` à la fin. */
export const summary: Messages["summary"] = {
  stage: (name, seconds) => `étape      ${name ?? "aucune"}, après ${seconds} s`,
  gateway: (address, ca) => `passerelle ${address}   (curl --cacert ${ca} ${address}/health)`,
  prometheus: (address) => `prometheus ${address}`,
  traffic: (sent, ok, failed, releases) =>
    `trafic     ${sent} requêtes envoyées, ${ok} réponses, ${failed} échecs (par le partage : ${releases})`,
  failure: (seconds, path, reason) => `           échec après ${seconds} s : ${path} : ${reason}`,
  next: "ensuite, par exemple :",
  status: "comment va la plateforme",
  climb: "de nouveau des utilisateurs, et l'étape suivante quand son contrôle le permet",
  deploy: "de même sans utilisateurs à nous : le contrôle retient quand personne ne demande rien",
  drill: "une V2 lente désormais : une montée est retenue ou reprise",
  rollback: "tout le monde revient à V1",
  kill: "rend du trafic à V2 après un retour",
  down: "retire tout",
};
