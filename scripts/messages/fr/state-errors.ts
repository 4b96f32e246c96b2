import type { Messages } from "../messages.ts";

/** Pourquoi une modification de l'état déclaré est refusée, ou s'est arrêtée en chemin. */
export const stateErrors: Messages["stateErrors"] = {
  usage: (name) =>
    `mauvais usage, rien n'a été modifié ; les options viennent après un -- à elles : npm run ${name} -- --help`,
  unwritable: (path, code) =>
    `${path} ne peut être écrit (${code}) ; la plateforme continue de servir. Donnez-en le droit, ou nommez d'autres dossiers avec SSM_STATE_DIR et SSM_CACHE_DIR`,
  journalFolder: (file) =>
    `${file} est un dossier, attendu : le fichier du journal ; la plateforme continue de servir. Remettez le fichier, ou s'il n'y en a pas : mv ${file} ${file}.old, ce qui oublie l'étape atteinte`,
  full: (where) =>
    `le disque est plein${where} ; la plateforme continue de servir. Faites de la place, puis relancez la même commande ; npm run kill-switch n'a pas besoin de place`,
  room: (dir, left, least) => ` (${dir} a encore ${left} Mo, un changement en demande ${least})`,
  appliedFull: (stage, share) =>
    `${stage} est appliquée, mais le disque est plein et le journal ne le sait pas ; faites de la place, puis : npm run deploy-v2 -- ${share}`,
  replace: (what, seconds, share) =>
    `ceci ferait : ${what} ; jusqu'à ${seconds} s pour chacun, les requêtes qui en ont besoin échouent ; rien n'a été modifié. Pour l'accepter : npm run deploy-v2 -- ${share} --allow-replace`,
  and: " et ",
  drift: (stage, list, share) =>
    `ce qui s'exécute diffère de l'étape ${stage}, donc la suivante changerait plus qu'elle ne dit :${list}\nremettez d'abord en état : npm run deploy-v2 -- ${share}`,
  corrupt: (instance, problem, file, way) =>
    `l'état de ${instance} est CORROMPU : ${problem} (${file}) ; rien n'a été modifié, la plateforme continue de servir\n${way}`,
  noCopy: (folder) =>
    `il n'y en a pas de copie lisible dans ${folder} ; mettez-y une copie à vous et lancez : npm run state -- restore NAME`,
  copy: (name, words) =>
    `remettez sa copie lisible la plus récente (${name} : ${words}) : npm run state -- restore latest`,

  trafficBack: "le trafic est sur V1, mais l'état déclaré pas encore",
  notThrown: "le coupe-circuit n'est PAS actionné, et l'état déclaré n'est pas atteint",
  rollbackPartly: (where, said) => `${where} :\n${said}\nterminez avec : npm run rollback-v1`,

  passphrase:
    "la phrase secrète n'ouvre pas l'état ; mettez la bonne dans le fichier `passphrase` du dossier d'état (voyez npm run status), rien n'a été modifié",
  noBackend:
    "Pulumi ne sait pas où est l'état ; définissez PULUMI_BACKEND_URL (docs/production.md), ou PULUMI_ACCESS_TOKEN pour Pulumi Cloud",
  held: (pid) =>
    `un autre changement est en cours (pid ${pid}) ; attendez sa fin, ou arrêtez-le : kill -INT ${pid}`,
  seenFromOutside: (stage, trouble, next) =>
    `${stage} est atteinte, mais vu de l'extérieur : ${trouble}\nregardez encore : npm run deploy-v2 -- ${next}`,
  locked: (pid) => `une autre modification est en cours (pid ${pid}) ; attendez sa fin`,
  stageRefused: (why) => `${why} ; rien n'a été modifié`,
  engineFull:
    "le disque est plein ; faites de la place (docker system df dit ce que garde le moteur), puis relancez la même commande",
  canceled:
    "arrêt demandé, après l'opération en cours ; la plateforme continue de servir. Relancez la même commande, ou npm run rollback-v1",
  port: "un port du lieu est pris par un autre programme ; libérez-le ou changez `publish` dans le fichier du lieu, puis relancez la même commande",
  refused: (said) => `refusé, tout est comme avant :\n  ${said}`,
  partly: (said) => `appliqué en partie :\n  ${said}\nrelancez la même commande, ou npm run rollback-v1`,
};
