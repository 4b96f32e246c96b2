import type { Messages } from "../messages.ts";

/** Ce qui est dit avant et pendant la préparation ; ce que dit une compilation reste en anglais. */
export const prepare: Messages["prepare"] = {
  kinds: {
    bare: "rien n'est encore préparé sur cette machine",
    "partly prepared": "une partie est déjà là",
    prepared: "tout est là",
  },
  work: {
    "install-engine": "installer un moteur Docker",
    "start-engine": "démarrer le moteur Docker",
    "base-image": "fabriquer l'image de base",
    "packaged-images": "construire les images de nginx, Redis, Prometheus et Node",
    "service-images": "vérifier les images de nos propres services",
    pulumi: "télécharger ou compiler Pulumi et ses greffons",
  },
  preparing: (kind, time) => `préparation : ${kind}, ${time}`,
  toDo: (parts) => `  à faire : ${parts}`,
  seconds: (count) => `environ ${count} s`,
  minutes: (count) => `environ ${count} min`,
  took: (title, time) => `${title} en ${time}`,
  failed: "échec :",
  engine: "moteur Docker",
  images: "images",
  engineAt: (version, host) => `${version} sur ${host}`,
  imageCount: (count) => `${count} images`,
};
