import type { Messages } from "../messages.ts";

/** Ce qui est demandé avant un acte de grande portée. */
export const questions: Messages["questions"] = {
  choice: "[o/N]",
  yes: /^(o(ui)?|y(es)?)$/i,
  installEngine: (packages) =>
    `pas de moteur Docker ici. En installer un (paquets ${packages}) et le démarrer ?`,
  removeAll: "tout retirer, données comprises ?",
  declined: "rien n'a été modifié ; avec --yes, rien n'est demandé",
};
