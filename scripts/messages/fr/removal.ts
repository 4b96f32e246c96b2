import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";

/** Ce que dit `npm run down`. */
export const removal: Messages["removal"] = {
  found: (instance, place, list) => `instance ${instance} de ${place} : ${list}`,
  containers: (count) => counted(count, "conteneur"),
  networks: (count) => `${count} ${count < 2 ? "réseau" : "réseaux"}`,
  volumes: (count) => counted(count, "volume"),
  state: "son état et son journal",
  removed: (what) => `${what} : fait`,
  done: "il n'en reste rien ; le cache des éléments construits reste pour le prochain démarrage",
};
