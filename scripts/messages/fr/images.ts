import type { Messages } from "../messages.ts";

/** Ce que dit et demande `npm run images` au sujet du verrou des images de production. */
export const images: Messages["images"] = {
  unknownImage: (lock, known, got, guess) => `une image de ${lock} doit être ${known}, reçu ${got}${guess}`,
  or: "ou",
  didYouMean: (guess) => ` ; vouliez-vous dire ${guess} ?`,

  states: { current: "à jour", stale: "dépassée", missing: "absente", unknown: "inconnue" },
  unverified: (state) => `${state}, non vérifiée`,
  noTag: (tag) => `il n'y a pas de ${tag}`,
  tagIs: (tag, digest) => `${tag} est ${digest}`,
  noDigest: (registry, now) => `${registry} n'a pas l'empreinte ; ${now}`,

  unknown: (list) => `n'ont pu être recherchées : ${list} ; les raisons sont ci-dessus`,
  missing: (list, lock) =>
    `absentes : ${list} ; publiez-les, ou corrigez nom et étiquette dans ${lock} et fixez-les`,
  stale: (list) =>
    `dépassées : ${list} ; pour prendre ce que désignent maintenant les étiquettes : npm run images -- pin ${list}`,
  notNoted: (list) => `vues mais non notées : ${list} ; pour le noter : npm run images -- check --write`,

  ask: (lock) => `écrire ${lock} ?`,
  upToDate: (lock) => `${lock} a déjà les empreintes de ses étiquettes`,
  written: (lock, list) => `${lock} est écrit : ${list}`,
  noDigests: "rien n'a été modifié, ces empreintes n'ont pu être obtenues :",
  noImage: (registry, image) => `${registry} n'a pas ${image}`,
  failed: (lock, reason) => `${lock} n'a pas été modifié, son écriture a échoué : ${reason}`,
  changedMeanwhile: (lock) =>
    `${lock} a été modifié entre-temps par quelqu'un d'autre ; rien n'a été écrit, relancez cette commande`,

  wouldBuild: (reference, base, own, files) =>
    `construirait ${reference} sur ${base}, et ajouterait ${own} Mo : ${files}`,
  noFiles: "rien",
  built: (reference, megabytes, own) => `${reference}  ${megabytes} Mo, dont ${own} Mo au-delà de la base`,
  next: "ensuite :",
};
