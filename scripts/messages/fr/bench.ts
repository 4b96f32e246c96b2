import type { Messages } from "../messages.ts";

/** Ce que dit `npm run bench` au terminal ; docs/performance.md est en anglais. */
export const bench: Messages["bench"] = {
  damaged: (reason) =>
    `docs/performance.json est abîmé ou a été changé à la main, rien n'a été écrit : ${reason}\nremettez-le : git checkout -- docs/performance.json ; ou retirez-le, et la page recommence avec ce qui sera mesuré`,
  scriptEnded: (command, code, said) => `${command} a fini avec ${code} :\n${said}`,
  minutes: (minutes) => (minutes < 1.5 ? "environ une minute" : `environ ${Math.round(minutes)} minutes`),
  busy: "ATTENTION : cette machine est occupée ; les chiffres diront peu",
  inAll: (time) => `${time} en tout, à partir d'ici`,
  begins: (name, time) => `${name}, ${time} :`,
  beginsQuick: (name) => `${name} :`,
  kept: (instance) => `laissée ; pour la retirer : npm run down -- --instance ${instance}`,
  nothingMeasured: "arrêt demandé ; rien n'a été mesuré",
  measuredAbove: "arrêt demandé ; ce qui a été mesuré est ci-dessus",
  quickWrites: "--write veut des répétitions entières : ôtez --quick",
  unknownCases: (known, got) => `--only prend ${known}, reçu ${got}`,
  twice: "nommez un groupe ou des cas avec --only, non les deux",
  unknownGroup: (got, known) => `il n'y a pas de groupe ${got} : attendu ${known}, ou des cas avec --only`,

  head: { name: "nom", figure: "chiffre", spread: "étendue", limit: "limite", verdict: "" },
  verdicts: {
    met: "tenue",
    missed: "manquée",
    "not measured": "non mesuré",
    "no limit": "sans limite",
  },
  times: (count) => `${count} fois`,
  notMeasured: (name, why) => `${name} n'a pas été mesuré : ${why}`,
  quick: "--quick : bien moins de requêtes et de répétitions, une preuve de rien",
  neverMeasured: (name) => `${name} a échoué, et n'a jamais été mesuré auparavant`,
  staying: (name, when) => `${name} a échoué : ses chiffres de ${when} restent`,
  anew: "il n'y avait aucun chiffre noté : la page recommence",
  written: "écrits : docs/performance.json, docs/performance.md",

  failed: (why) => `  échec : ${why}`,
  lost: (why) => `  perdue : ${why}`,
  lostByUser: (why) => `  perdue par un utilisateur : ${why}`,
  to: (where) => `  vers ${where}`,
  up: (seconds) => `  debout en ${seconds} s`,
  took: (command, seconds) => `  ${command} a pris ${seconds} s`,
  waiting: (stage) => `  attend la porte de ${stage}`,
  inEffect: (percent, seconds) => `  ${percent} % en vigueur ${seconds} s après le verdict`,
  lastAnswer: (seconds, whole) => `  dernière réponse de V2 après ${seconds} s, le tout ${whole} s`,
  lastAndLate: (seconds, late) =>
    `  dernière réponse de V2 après ${seconds} s, en retard au journal : ${late}`,
  unanswered: (count) => `  requêtes des clients qui veillent, sans réponse : ${count}`,
  v1Alone: (v2, v1, failed) => `  V2 a répondu à ${v2}, puis V1 à ${v1} ; ${failed} en échec ou non envoyées`,
  signedIn: (count) => `  connectés : ${count}`,
  signedOut: (out, mixed, again) => `  déconnectés ${out}, confondus ${mixed}, revenus à la vie ${again}`,
  ended: (requests, percent, seconds) =>
    `  ${requests} requêtes finies, maintenant ${percent} % (pulumi up en ${seconds} s)`,
  v1Upstream: "  avec V1 en amont :",
  lightUpstream: "  avec un amont léger :",
  atRate: (rate, gateway, bare) => `  à ${rate} requêtes/s : P95 ${gateway} ms, nu ${bare} ms`,
  besideBare: (gateway, bare) => `  ${gateway}, nu ${bare}`,
  services: (sizes, seconds) => `  ${sizes} fois les services : ${seconds} s`,
  loaded: (count, rate, megabytes) =>
    `  ${count} documents chargés, ${rate} par seconde, au plus ${megabytes} Mo`,
  rates: (native, oneWay, bothWays) =>
    `  documents/s : réplique native ${native}, un sens ${oneWay}, deux sens ${bothWays}`,
  lag: (lag, write, alone) => `  retard P99 ${lag} ms ; une écriture prend ${write} ms, seule ${alone} ms`,
  inStore: (count) => `  ${count} documents dans le dépôt de V1`,
  carried: (seconds) => `  transportés et regardés en ${seconds} s`,
  lookedThrough: (percent, seconds) => `  data-sync a regardé ${percent} % après ${seconds} s`,
};
