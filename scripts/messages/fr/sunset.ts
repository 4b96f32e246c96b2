import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce qui est dit avant que l'application V1 disparaisse pour de bon, et après. */
export const sunset: Messages["sunset"] = {
  expected: {
    parity: "tous les documents sont égaux dans les deux bases",
    sessions: "aucune session n'est à V1 seule",
    calls: "personne n'a appelé V1 hors de la passerelle pendant l'attente",
    clients: "aucun client n'a demandé une route propre à V1 pendant l'attente",
  },
  parity: (equal, different) => `${counted(equal, "document")} en égalité, ${different} non`,
  sessions: (left, lastEnd) => {
    if (left === 0) return "V2 a servi toutes les sessions";
    const end =
      lastEnd === null ? "l'une ne finit jamais d'elle-même" : `sans usage, la dernière finit à ${lastEnd}`;
    return `${counted(left, "session")} que V2 n'a jamais servie(s) ; ${end}`;
  },
  none: "aucun",
  unknown: (reason) => `personne ne peut le dire : ${reason}`,
  fix: {
    parity: "npm run sync -- verify --full les nomme, npm run sync -- dead-letters dit pourquoi",
    sessions:
      "attendez qu'elles finissent, ou que leurs propriétaires viennent à V2 ; tant que V1 ouvre des sessions, il y en a de nouvelles",
    calls: "qu'ils demandent à V2, le repli de V2 sur V1 compris, puis attendez une durée d'attente",
    clients:
      "menez-les à V2, ou nommez une autre version pour cette route dans stacks/platform.yaml ; puis attendez une durée d'attente",
  },
  line: (isMet, expected, found) => `  ${isMet ? "remplie    " : "NON REMPLIE"}  ${expected} : ${found}`,
  archive: (day) =>
    `  ensuite      une archive des deux bases est prise, restaurée une fois pour preuve, et gardée jusqu'au ${day}`,
  refused: (stage, problems) =>
    `${stage} retire l'application V1 pour de bon, et ${counted(problems.length, "condition")} n'y ${problems.length < 2 ? "est pas remplie" : "sont pas remplies"} ; rien n'a été modifié\n${problems.join("\n")}`,
  problem: (expected, found, fix) => `- attendu : ${expected}\n  trouvé : ${found}\n  remède : ${fix}`,
  ask: (stage) => `${stage} : retirer l'application V1 pour de bon ? De là, aucun retour rapide`,
  notByStart: (stage) =>
    `npm start s'arrête à 100 % ; l'application V1 est retirée par : npm run deploy-v2 -- ${stage}`,
  overdue: (count) =>
    `copies des deux bases dont les données personnelles ne peuvent plus être gardées : ${count} ; retirez-les : npm run snapshot -- expire`,
  gone: "l'application V1 a disparu depuis la dernière étape : il n'y a rien vers quoi envoyer qui que ce soit, et rien n'a été modifié. Quand V2 va mal : npm run status, npm run heal",
};
