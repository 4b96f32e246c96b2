import type { Messages } from "../messages.ts";

/** Ce que dit chaque alerte, avec les étiquettes que Prometheus y met. */
export const alerts: Messages["alerts"] = {
  V2Fails: "V2 échoue pour plus de demandes de ses utilisateurs que le déclencheur de retour ne le permet",
  V2Slow: "V2 est sans cesse plus lente pour ses utilisateurs que le déclencheur de retour ne le permet",
  V2Wrong: "V2 est moins juste à côté de V1 que le déclencheur de retour ne le permet",
  V2Away: "V2 manque plus de contrôles de santé que le déclencheur de retour ne le permet",
  ServiceSilent: "{{ $labels.job }} ne dit plus rien : il a disparu, ou personne ne peut le joindre",
  RestartStorm: "{{ $labels.job }} redémarre sans cesse",
  StoreAway: "data-sync ne peut joindre {{ $labels.store }} : rien n'est transporté d'ici là",
  StoreRefusesWrites:
    "{{ $labels.store }} n'accepte aucune écriture, ni de ses applications, et répond {{ $labels.code }} : rien n'est transporté",
  StoreCameUpEmpty:
    "{{ $labels.store }} est revenu sans son histoire : rien n'est écrit, store-{{ $labels.other }} garde tout ce qu'il a",
  StoreReplaced:
    "{{ $labels.store }} est un autre dépôt qu'avant : rien n'est écrit tant que personne n'a dit lequel est le bon",
  StoreWentBack:
    "{{ $labels.store }} est une copie plus ancienne : rien n'est écrit tant que personne n'a dit lequel est le bon",
  StoreLostMoments:
    "{{ $labels.store }} est revenu sans tout ce qu'il avait : ce que l'autre dépôt a encore est remis",
  SyncFrozen: "data-sync a reçu l'ordre de ne rien écrire : {{ $labels.reason }}",
  SyncStuck: "data-sync ne transporte rien, et pourtant les deux dépôts répondent",
  SyncInterrupted: "data-sync perd sans cesse ses dépôts",
  SyncLate: "un changement met plus de temps d'un dépôt à l'autre que la porte ne le permet",
  StoresDiffer: "des documents pris au hasard ne sont pas les mêmes dans les deux dépôts",
  DeadLetters: "des documents ne peuvent être transportés : l'autre version ne les voit pas",
  Conflicts: "les deux versions ont changé le même champ, et une valeur a perdu dans store-{{ $labels.to }}",
  ClockJumped:
    "l'horloge de {{ $labels.clock }} a sauté : des fins de vie peuvent venir trop tôt ou trop tard",
  SignOutsWaiting: "quelqu'un s'est déconnecté, et un dépôt qui ne répond pas ne le sait pas encore",
};
