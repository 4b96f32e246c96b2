import type { Messages } from "../messages.ts";

/** Pourquoi aucune copie des bases n'est prise, trouvée ou restaurée. */
export const snapshotErrors: Messages["snapshotErrors"] = {
  use: (got) => `attendu : create, list, verify [id], restore <id> ou expire, reçu ${got}`,
  none: "il n'y a pas encore de copie des bases : npm run snapshot -- create",
  unknown: (id, known) => `la copie ${id} n'existe pas ; attendu : l'une de ${known}`,
  expired: (id) =>
    `la copie ${id} contient des données personnelles dont le temps est passé, donc elle n'est pas ouverte ; retirez-la : npm run snapshot -- expire`,

  unreadable: (file) =>
    `${file} est illisible, donc sa copie n'est pas listée ; elle reste jusqu'à ce que quelqu'un regarde`,

  keyGone: (file) => `${file} a disparu, et rien d'autre n'ouvre les copies qui sont là`,
  noKey: (file, digits) => `${file} doit contenir ${digits} chiffres hexadécimaux`,
  keyFix: (problem) =>
    `${problem}. Remettez-le depuis une copie, ou déplacez le dossier snapshots/ qui est à côté`,

  notTaken: (reason) => `aucune copie des bases n'a été prise : ${reason}`,
  notRunning: (service) => `${service} ne tourne pas`,
  apart: (milliseconds) =>
    `les bases ont répondu à ${milliseconds} ms l'une de l'autre ; réessayez quand elles sont moins occupées`,
  gaveNone: (said) => `la base n'a pas donné de copie : ${said}`,
  noImage: (service) => `il n'y a pas de ${service} dont prendre l'image`,

  unusable: (id, reason) =>
    `la copie ${id} ne peut être restaurée : ${reason} ; rien n'a été modifié dans les bases`,
  damaged: (store, found) =>
    `le fichier de ${store} n'est pas celui qui a été écrit : son SHA-256 est ${found}`,
  missing: (store) => `le fichier de ${store} manque`,
  notLoaded: (seconds, said) => `une base restaurée n'a pas lu sa copie en ${seconds} s : ${said}`,
  notThrough: (state, why) => `l'état de data-sync entre les bases restaurées est ${state}${why}`,
  frozenThere: (why) =>
    `les deux copies diffèrent, et data-sync, qui réglerait cela, est gelé (${why}) ; d'abord : npm run sync -- unfreeze`,
  differs: (key, how, others) => `${key} : ${how}, et ${others} autres ne sont pas égaux non plus`,

  syncDown: "data-sync ne tourne pas, rien n'a été modifié ; remettez en état avec npm run heal",
  syncFrozen: (why) =>
    `data-sync est gelé (${why}) et ne porterait rien à V2, rien n'a été modifié ; d'abord : npm run sync -- unfreeze`,
  notRestored: (reason, id, options) =>
    `retour fait, mais les données de ${id} ne sont pas restaurées : ${reason}\nterminez par : npm run snapshot -- restore ${id}${options}`,
  otherSnapshot: (reason) =>
    `retour fait, mais aucune donnée n'est restaurée : ${reason}\nune autre copie conviendra peut-être : npm run snapshot -- list`,
  restoreLater: (id, options) =>
    `les données de ${id} ne sont pas restaurées ; ensuite : npm run snapshot -- restore ${id}${options}`,
  noWayBack: (id, reason) =>
    `les documents de V1 sont restaurés et portés à V2, mais la copie de ce qui était là avant n'est pas prouvée : ${reason}. Voyez : npm run snapshot -- verify ${id}`,
  begun: (reason, before, id) =>
    `${reason} ; ce qui était là avant reste comme copie ${before}. Voyez npm run sync -- status, puis relancez : npm run snapshot -- restore ${id}`,
};
