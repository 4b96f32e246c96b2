import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce que dit `npm run down`. */
export const removal: Messages["removal"] = {
  found: (instance, place, list) => `instance ${instance} de ${place} : ${list}`,
  nothing: (instance, place) =>
    `il n'y a rien de l'instance ${instance} de ${place} ici, et rien n'a été retiré`,
  containers: (count) => counted(count, "conteneur"),
  networks: (count) => `${count} ${count < 2 ? "réseau" : "réseaux"}`,
  volumes: (count) => counted(count, "volume"),
  state: "son état et son journal",
  foreign: (folder) =>
    `${folder} n'en sait rien : un autre utilisateur l'a faite, ou un autre SSM_STATE_DIR, et s'en sert peut-être ; avec ses conteneurs partent ses données`,
  removed: (what) => `${what} : fait`,
  done: "il n'en reste rien ; le cache des éléments construits reste pour le prochain démarrage",
};
