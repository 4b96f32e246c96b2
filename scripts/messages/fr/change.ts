import type { Messages } from "../messages.ts";

/** Ce qui est dit pendant qu'une étape est changée, surveillée ou quittée, et après. */
export const change: Messages["change"] = {
  preflight: (from, to) => `vérification : de ${from ?? "une plateforme vide"} à ${to}`,
  finishing: (stage) =>
    `fin de la modification interrompue vers ${stage} : son contrôle était passé avant qu'elle commence`,
  wouldApply: (stage, hasSnapshot) =>
    `${hasSnapshot ? "prendrait maintenant une copie des deux bases, puis lancerait" : "lancerait maintenant"} pulumi up vers ${stage} ; rien n'a été modifié. Pour le voir : npm run pulumi -- preview`,
  verdict: (stage, kind) => `verdict de ${stage} : ${kind}`,
  warning: (what) => `ATTENTION : ${what}`,
  applying: (stage, share) => `pulumi up : ${stage}, ${share} % du trafic à V2`,
  atWork: (taken) => `pulumi travaille, ${taken}`,
  applied: (seconds) => `appliqué en ${seconds} s`,
  seen: (onV2, users, share, state) =>
    `par l'adresse publique : ${onV2} utilisateurs sur ${users} à V2 (demandé ${share} %), TLS 1.3, en-têtes et fidélité ${state}`,
  fine: "en ordre",
  notFine: "PAS en ordre",
  watching: (stage, seconds) => `surveillance de ${stage} pendant ${seconds} s`,
  watched: (seconds, what) => `  ${seconds} s : ${what}`,
  quiet: "aucun déclencheur atteint",
  unknown: (reasons) => `pas encore connu : ${reasons}`,
  goingOn: (stage) => `reprise à ${stage}`,
  watchedBlind: (stage, reasons) =>
    `ATTENTION : la surveillance de ${stage} est finie sans pouvoir tout dire : ${reasons}`,
  nothingDiffers: (from, to) => `rien ne diffère entre ${from} et ${to}`,
  reached: (stage) => `${stage} est atteinte`,
  stopping:
    "arrêt après l'opération en cours ; la plateforme continue de servir. Encore une fois pour arrêter aussitôt",
  stoppingOnV1:
    "toutes les requêtes vont à V1 ; arrêt après l'opération en cours. Encore une fois pour arrêter aussitôt",
  stoppedAtOnce:
    "arrêt immédiat, peut-être au milieu d'une opération ; la même commande répare ce qui en reste, et continue",
  stoppingChange: (pid) => `arrêt de la modification en cours (pid ${pid})`,

  thrown: (seconds) => `coupe-circuit actionné en ${seconds} s : toutes les requêtes vont à V1`,
  notThrown: (reason) => `le coupe-circuit n'est PAS actionné : ${reason}`,
  wouldOnlyThrow:
    "actionnerait le coupe-circuit (trafic sur V1 en moins d'une seconde) ; descendre demande l'état de l'instance, qui n'est pas sur cette machine ; rien n'a été modifié",
  seenOnV1: (onV1, users) => `par l'adresse publique : ${onV1} utilisateurs sur ${users} à V1`,
  rolledBack: (stage, seconds) =>
    `retour à ${stage} en ${seconds} s ; le coupe-circuit reste actif jusqu'à : npm run kill-switch -- off --reason "…"`,

  users: (users, rate, addresses) =>
    `trafic : ${users} utilisateurs, ${rate} requêtes/s ; leurs adresses (${addresses}) n'ont pas de limite de débit`,
};
