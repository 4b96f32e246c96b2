import type { Messages } from "../messages.ts";

/** Pourquoi une commande refuse ou échoue. */
export const errors: Messages["errors"] = {
  nothingPending:
    "aucune donnée d'un retour n'attend, rien n'a été modifié. Pour revenir à V1 : npm run rollback-v1",
  noPassphrase: (file) =>
    `${file} manque, et rien d'autre n'ouvre les secrets de l'état ; rien n'a été modifié. Remettez-le depuis une sauvegarde ; sans elle : npm run down, puis npm start`,
  shell: (known, got) => `attendu : l'un de ${known}, reçu ${got}`,
  noFault: (got, known) => `aucun nom de panne ne contient ${got} ; il y a ${known}`,
  diff: (got) => `--diff veut deux étapes, reçu ${got} ; exemple : --diff 10 25`,
  staleSchema: (file) => `${file} n'est pas à jour ; lancez : npm run schemas`,
  inputRefused: "l'entrée a été refusée, rien n'a été modifié",
  unexpected: "échec inattendu",

  noStage: (wanted, known) => `l'étape ${wanted} n'existe pas ; attendu : l'une de ${known}`,
  noStages: "il n'y a aucune étape",
  noNextStage: "il n'y a pas d'étape suivante",
  emptyPlatform: "la plateforme est vide",
  platformAt: (stage) => `la plateforme est à ${stage}`,
  goDown: (share) => `pour descendre : npm run rollback-v1 -- --to ${share}`,
  nextStageIs: (stage) => `l'étape suivante est ${stage} ; aucune étape ne se saute`,
  stageOrder: (where, stage, fix) => `${where}, donc ${stage} n'est pas la suivante : ${fix}`,
  notDown: (at, to) => `la plateforme est à ${at} ; ${to} est au-dessus, et un retour ne fait que descendre`,

  killed:
    'le coupe-circuit est actif : toutes les requêtes vont à V1. Levez-le quand V2 va bien : npm run kill-switch -- off --reason "…"',
  noGateway: "il n'y a pas de passerelle dont actionner le coupe-circuit",
  killFailed: (flag) => `la passerelle n'a pas pu écrire ${flag}`,
  sick: (list, logs) =>
    `pas en bonne santé : ${list} ;${logs.length === 0 ? "" : ` voyez ${logs.join(", ")} ;`} remettez en état : npm run heal, ou revenez : npm run rollback-v1`,

  anotherChange: (instance, pid) =>
    `une autre modification de ${instance} est en cours (pid ${pid}) ; attendez sa fin`,
  starting: (instance, pid) =>
    `une autre exécution démarre ${instance} (pid ${pid}) ; voyez où elle en est : npm run status. Pour l'arrêter : kill -INT ${pid}`,
  changeRuns: (pid) => `une modification est en cours (pid ${pid}) ; arrêtez-la d'abord : kill -INT ${pid}`,
  wouldRollBack: (reason) => `reviendrait en arrière, rien n'a été modifié : ${reason}`,
  rolledBack: (reason) => `retour à V1 : ${reason}`,
  rollbackCheck: (complaints) =>
    `l'état déclaré est atteint et le coupe-circuit est actif, mais vu de l'extérieur : ${complaints}`,
  watchEnded: (stage) =>
    `la surveillance a été arrêtée à la main ; ${stage} est atteinte et continue. Pour revenir : npm run rollback-v1`,
  stopped: (stage) => `arrêt à ${stage}, qui continue de servir ; npm start reprend d'ici`,
  stoppedUnchanged: "arrêt comme demandé ; rien n'a été modifié dans les bases",
  notApplied: (stage) =>
    `arrêt avant que ${stage} ne soit appliquée ; ce qui tournait continue. Relancez la même commande, ou npm run rollback-v1`,
  notEntered: (stage) => `${stage} n'a pas été atteinte ; voyez les raisons ci-dessus`,
  held: (stage, reasons) =>
    `${stage} est retenue : ${reasons}\nelle continue de servir ; npm start réessaie, npm run rollback-v1 revient en arrière`,

  heldBack: (at, to, next) =>
    `${at} est retenue, voyez les raisons ci-dessus, donc ${to} n'a pas été appliquée\nelle continue de servir ; ${next} réessaie, npm run rollback-v1 revient en arrière`,
  heldHalfWay: (at, to, reason) =>
    `${at} est retenue, donc ${to} n'a pas été appliquée : ${reason}\nelle continue de servir ; npm run heal la remet en état, npm run rollback-v1 revient en arrière`,

  noInstance: (name, place) => `il n'y a pas d'instance ${name} de ${place} ici ; \`npm start\` en crée une`,
  damagedInstance: (file, example) =>
    `${file} est endommagé, rien n'a été modifié ; récrivez-le : ${example}, avec l'emplacement (slot) qu'avait l'instance (l'emplacement n publie des ports 1000 n au-dessus de ceux du fichier du lieu)`,
  otherInstance: (file, expected, found) =>
    `${file} est d'une autre instance : attendu ${expected}, trouvé ${found} ; rien n'a été modifié. Son dossier a été renommé ou copié : rendez-lui le nom ${found}, ou, si celui-là est toujours là, sortez la copie du dossier d'état`,
  noSlot: (count) =>
    `${count} instances existent à côté de la première, et il n'y a plus d'adresses pour une autre ; retirez-en une : npm run down -- --instance NOM`,
  foreign: (count, instance, folder) =>
    `${count} conteneurs de ${instance} sont sur cette machine, et ${folder} n'en sait rien : un autre utilisateur les a créés, ou un autre SSM_STATE_DIR ; rien n'a été modifié. Continuez avec cet utilisateur, créez une autre copie (npm start -- --instance NOM), ou retirez celle-là : npm run down -- --instance ${instance}`,
  portTaken: (list, place, copy) =>
    `déjà pris par un autre programme : ${list} ; libérez-les (ss -ltnp dit qui les tient)${copy === null ? "" : `, démarrez une copie avec d'autres ports (${copy})`} ou changez stacks/Pulumi.${place}.yaml`,
};
