import type { Messages } from "../messages.ts";

/** Pourquoi un registre d'images n'a pu être interrogé ou cru ; chaque phrase commence par son hôte. */
export const registries: Messages["registries"] = {
  denied: (repository, registry) =>
    `ne montre pas ${repository} : cette image n'existe pas, ou il faut docker login ${registry}`,
  badSettings: (file) => `demande peut-être des identifiants, et ${file} est incompréhensible ; corrigez-le`,
  plainToken: (origin) => `veut un jeton de ${origin}, qui n'est pas chiffré`,
  noToken: (host, status) => `n'obtient pas de jeton de ${host}, qui répond ${status}`,

  webPage: (status) => `répond par une page web (${status}), ce qu'aucun registre ne fait`,
  tooMany: "n'accepte plus de questions pour l'instant (429) ; attendez, ou docker login",
  answers: (status) => `répond ${status}`,
  noManifest: (type) => `n'envoie pas de manifeste d'image, mais ${type}`,
  otherDigest: (wanted, sent) => `à la demande de ${wanted}, envoie ${sent}`,
  wrongDigest: (said, sent) => `dit que l'empreinte est ${said} et envoie ${sent}`,

  redirects: "redirige encore et encore",
  plainRedirect: (origin) => `redirige vers ${origin}, qui n'est pas chiffré`,
  late: (seconds) => `n'a pas répondu en ${seconds} s`,
  tooLong: (mebibytes) => `répond par plus de ${mebibytes} Mio, donc pas par un manifeste d'image`,
  unasked: (reason) => `ne peut être interrogé : ${reason}`,
};
