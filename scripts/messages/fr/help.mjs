// @ts-check
/**
 * What `--help` says, in French, cell by cell: what stands between two gaps of a line. Plain JavaScript: a fresh clone
 * answers --help with it. A test compares it with the commands.
 * @type {Readonly<Record<string, string>>}
 */
export const HELP = {
  "Usage:": "Usage :",
  "Options:": "Options :",
  "Arguments:": "Arguments :",
  "Commands:": "Commandes :",
  "display help for command": "affiche cette aide",
  this: "ceci",
  "example:": "exemple :",
  "what to do": "ce qu'il faut faire",

  // The same in several commands.
  "which copy of the platform (default: SSM_INSTANCE, else lab)":
    "quelle copie de la plateforme (par défaut : SSM_INSTANCE, sinon lab)",
  "an engine other than this machine's own": "un autre moteur que celui de cette machine",
  "an engine other than this machine's own, by its socket: unix:///path":
    "un autre moteur que celui de cette machine, par son socket : unix:///chemin",
  "prints one JSON object, progress goes to standard error":
    "affiche un objet JSON, la progression va sur la sortie d'erreur",
  "ends with one JSON object, progress goes to standard error":
    "finit par un objet JSON, la progression va sur la sortie d'erreur",
  "prints the report as one JSON object, progress goes to standard error":
    "affiche le rapport en un objet JSON, la progression va sur la sortie d'erreur",
  "prints one JSON object": "affiche un objet JSON",
  "one JSON object": "un objet JSON",
  "accepts the installation of what is missing": "accepte l'installation de ce qui manque",
  "does not ask": "ne demande rien",
  "25, 25% or 025-percent": "25, 25% ou 025-percent",
  "says what would be done and changes nothing": "dit ce qui serait fait et ne change rien",

  "moves the platform to the next stage, when the gate of the current one allows it; the same stage again puts it right":
    "mène la plateforme à l'étape suivante, quand la porte de l'étape actuelle le permet ; la même étape la remet en ordre",
  "judges everything, notes the verdict in the journal, and changes nothing else":
    "juge tout, note le verdict au journal et ne change rien d'autre",
  "accepts the outage of a gateway or store that must be replaced":
    "accepte la coupure d'une passerelle ou d'un dépôt à remplacer",
  "accepts the installation of what is missing, and that 130-sunset removes V1's app":
    "accepte l'installation de ce qui manque, et que 130-sunset retire l'application V1",
  "exit codes: 0 done, 1 wrong use or refused before anything changed, 2 held by the gate or a part is not healthy, 3 rolled back,":
    "codes de sortie : 0 fait, 1 mauvais usage ou refus avant tout changement, 2 retenu par la porte ou une partie va mal, 3 retour fait,",
  "4 failed with everything as before, 5 partly applied (the message names the next command)":
    "4 échec, tout est comme avant, 5 fait en partie (le message nomme la commande qui suit)",

  "says what is present, missing, outdated or in the way, and what the next npm start does about it":
    "dit ce qui est là, manque, est périmé ou gêne, et ce que le prochain npm start y fera",
  "prepares what is missing, closes open state files, removes old caches and images":
    "prépare ce qui manque, ferme les fichiers d'état ouverts, retire vieux caches et images",
  "says what --fix would do and changes nothing": "dit ce que ferait --fix et ne change rien",
  "does not ask before removing, and accepts the installation of what is missing":
    "ne demande rien avant de retirer, et accepte l'installation de ce qui manque",
  "Changes nothing without --fix; --fix never touches what belongs to another instance, nor anybody's data.":
    "Ne change rien sans --fix ; --fix ne touche jamais à une autre instance, ni aux données de quiconque.",
  "exit codes: 0 nothing is in the way, 1 problems were found, 4 a repair failed":
    "codes de sortie : 0 rien ne gêne, 1 des problèmes sont là, 4 une réparation a échoué",

  "exit codes: 0 done, 1 wrong use or refused, nothing was changed, 4 failed: run it again":
    "codes de sortie : 0 fait, 1 mauvais usage ou refus, rien n'a été modifié, 4 échec : relancez",
  "removes everything that one instance of the lab made, its data included; touches nothing else":
    "retire tout ce qu'une instance du laboratoire a fait, données comprises ; ne touche à rien d'autre",
  "lists what would be removed": "liste ce qui serait retiré",

  "makes a stand-in of the lab misbehave, to see what the gate does; never acts on production":
    "fait mal agir une doublure du laboratoire, pour voir ce que fait la porte ; jamais en production",
  "v1, v2 or nexten": "v1, v2 ou nexten",
  "adds this to every match, for example 200ms": "l'ajoute à chaque appariement, par exemple 200ms",
  "answers 500 to this share of the matches, for example 8%":
    "répond 500 à cette part des appariements, par exemple 8%",
  "turns this share of the predictions round, for example 8.5%":
    "inverse cette part des prédictions, par exemple 8.5%",
  "ends the process once; the engine starts it again": "finit le processus une fois ; le moteur le relance",
  "ends every drill of this app": "met fin à tout exercice de cette application",
  "says what would be set and changes nothing": "dit ce qui serait réglé et ne change rien",
  "example: npm run drill -- v2 --latency 200ms": "exemple : npm run drill -- v2 --latency 200ms",
  "and then: npm run drill -- v2 --off": "et ensuite : npm run drill -- v2 --off",

  "makes what runs equal to the stage that is reached, after a restart of the machine or a change by hand":
    "rend ce qui tourne égal à l'étape atteinte, après un redémarrage de la machine ou un changement à la main",
  "prints a unit for systemd that does this after every start of the engine":
    "affiche une unité systemd qui le fait après chaque démarrage du moteur",
  "says what is wrong and changes nothing": "dit ce qui ne va pas et ne change rien",
  "Judges nothing, brings no more traffic to V2 and leaves the kill switch as it is.":
    "Ne juge rien, n'amène pas plus de trafic à V2 et laisse le coupe-circuit comme il est.",
  "exit codes: 0 done, 1 wrong use or refused, 4 failed, 5 partly (the message names the next command)":
    "codes de sortie : 0 fait, 1 mauvais usage ou refus, 4 échec, 5 en partie (le message nomme la commande qui suit)",
  "by itself after a reboot:": "de lui-même après un redémarrage :",

  "runs the Pulumi CLI on the state of the lab, at its stage and with the policy pack":
    "lance Pulumi sur l'état du laboratoire, à son étape et avec les règles",
  "usage: npm run pulumi -- preview|up|refresh|stack|… [any argument of pulumi]":
    "usage : npm run pulumi -- preview|up|refresh|stack|… [tout argument de pulumi]",
  "Runs the Pulumi CLI on the lab's own state, at the stage the journal says, with the policy pack.":
    "Lance Pulumi sur l'état du laboratoire, à l'étape que dit le journal, avec les règles.",
  "Another stage: SSM_STAGE=025-percent npm run pulumi -- preview --diff":
    "Autre étape : SSM_STAGE=025-percent npm run pulumi -- preview --diff",
  "What is often asked of pulumi:": "Ce qu'on demande souvent à pulumi :",
  "preview, up: what changes within each resource": "preview, up : ce qui change dans chaque ressource",
  "preview, stack: one JSON object": "preview, stack : un objet JSON",
  "preview, up: looks first at what runs": "preview, up : regarde d'abord ce qui tourne",
  "preview, up: this resource alone": "preview, up : cette ressource seule",
  "stack output: in plain text": "stack output : en clair",
  "An up by hand skips the gate, the look from outside and the watch; it is noted in the journal.":
    "Un up à la main passe outre la porte, le regard du dehors et la veille ; le journal le note.",
  "exit codes: 0 done, 1 wrong use, 4 pulumi failed":
    "codes de sortie : 0 fait, 1 mauvais usage, 4 pulumi a échoué",

  "all traffic back to V1 at once, then the declared state down to a lower stage":
    "tout le trafic revient à V1 aussitôt, puis l'état déclaré descend à une étape plus basse",
  "the stage to go down to: 10, 10% or 010-percent": "l'étape où descendre : 10, 10% ou 010-percent",
  "goes to the journal": "va dans le journal",
  "brings what V2 wrote last to V1 after a rollback whose data are pending":
    "amène à V1 ce que V2 a écrit en dernier, après un retour dont les données attendent",
  "then makes V1's documents what they were: npm run snapshot -- list":
    "rend ensuite aux documents de V1 ce qu'ils étaient : npm run snapshot -- list",
  "of the writes since then makes all again but those of v1 or of v2":
    "refait toutes les écritures d'après sauf celles de v1 ou de v2",
  "of the writes since then makes those again before a moment, 2026-11-26T02:00:00Z":
    "refait les écritures d'après qui précèdent un moment, 2026-11-26T02:00:00Z",
  "says what would happen and how long it took before, changes nothing":
    "dit ce qui se passerait et le temps que cela prit avant, ne change rien",
  'The kill switch is thrown first and stays on until: npm run kill-switch -- off --reason "…". So long V2\'s app may not':
    "Le coupe-circuit est tiré d'abord et reste actif jusqu'à : npm run kill-switch -- off --reason \"…\". Jusque-là l'application",
  "write in its store, and V1 wins every conflict.":
    "V2 ne peut écrire dans son dépôt, et V1 l'emporte dans chaque conflit.",
  "exit codes: 0 done, 1 wrong use, 4 failed, nothing was changed, 5 not finished: it says where the traffic is, what to run":
    "codes de sortie : 0 fait, 1 mauvais usage, 4 échec, rien de modifié, 5 pas fini : dit où est le trafic et quoi lancer",

  "encrypted copies of both stores, each restored once before it counts":
    "copies chiffrées des deux dépôts, chacune restaurée une fois avant de compter",
  "the snapshot; verify takes the newest by default": "la copie ; verify prend la plus récente par défaut",
  "copies both stores within 4 s, restores the copy in containers of its own, removes the oldest":
    "copie les deux dépôts en moins de 4 s, restaure la copie dans des conteneurs à part, retire la plus ancienne",
  "what there is, oldest first": "les copies qu'il y a, de la plus ancienne à la plus récente",
  "restores a snapshot again, in containers of its own":
    "restaure encore une copie, dans des conteneurs à part",
  "makes V1's documents what they were, as V1's app would write them; data-sync carries them to V2. Sessions":
    "rend aux documents de V1 ce qu'ils étaient, comme V1 les écrirait ; data-sync les porte à V2. Les sessions",
  "restore: makes the writes since then again, but those of v1 or of v2":
    "restore : refait les écritures d'après, sauf celles de v1 ou de v2",
  "restore: makes the writes since then again that came before a moment, 2026-11-26T02:00:00Z":
    "restore : refait les écritures d'après qui précèdent un moment, 2026-11-26T02:00:00Z",
  "stay as they are. What is there now is kept as a snapshot. With --exclude or --until, writes since then are":
    "restent telles quelles. Ce qui est là est gardé comme copie. Avec --exclude ou --until, les écritures d'après sont",
  "made again, and what the change log does not explain is left as it is. Asks first":
    "refaites, et ce que le journal des changements n'explique pas reste tel quel. Demande d'abord",
  "removes for good what may not be kept any longer: an archive of the sunset after its date, with everything":
    "retire pour de bon ce qui ne peut plus être gardé : une archive de la fin de V1 après sa date, avec tout ce qui",
  "older. Asks first": "est plus ancien. Demande d'abord",
  "deploy-v2 takes one before each stage. They lie in snapshots/ of the instance's state folder, the key beside it in":
    "deploy-v2 en prend une avant chaque étape. Elles sont dans snapshots/ du dossier d'état, la clé à côté dans",
  "snapshot.key: keep a copy of it elsewhere. How many are kept: snapshots.keep in the place's file.":
    "snapshot.key : gardez-en une copie ailleurs. Combien sont gardées : snapshots.keep dans le fichier du lieu.",
  "exit codes: 0 done, 1 wrong use, 4 it cannot be taken or restored, or was stopped, 5 a restore has begun: run it again":
    "codes de sortie : 0 fait, 1 mauvais usage, 4 impossible à prendre ou à restaurer, ou arrêt, 5 une restauration a commencé : relancez-la",

  "brings the lab up at 0 % and rolls V2 out to 100 % under live traffic, each stage when its gate allows it":
    "monte le laboratoire à 0 % et mène V2 à 100 % sous un vrai trafic, chaque étape quand sa porte le permet",
  "stops at this stage: 25, 25% or 025-percent": "s'arrête à cette étape : 25, 25% ou 025-percent",
  "holds every stage at most this long, for example 30s":
    "attend à chaque étape au plus ce temps, par exemple 30s",
  "starts no load generator; bring your own users": "ne lance aucun trafic ; amenez vos utilisateurs",
  "another copy, with ports and subnets of its own (default: SSM_INSTANCE, else lab)":
    "une autre copie, avec ses ports et sous-réseaux (par défaut : SSM_INSTANCE, sinon lab)",
  "Goes on from the stage that was reached. Ctrl-C stops cleanly; the platform goes on serving.":
    "Reprend de l'étape atteinte. Ctrl-C arrête proprement ; la plateforme continue de servir.",
  "exit codes: as deploy-v2; 5 after Ctrl-C": "codes de sortie : comme deploy-v2 ; 5 après Ctrl-C",

  "lists the copies of the Pulumi state that every change keeps, and puts one back":
    "liste les copies de l'état de Pulumi que garde chaque changement, et en remet une",
  "every copy, the newest first, and the present state":
    "chaque copie, la plus récente d'abord, et l'état présent",
  "puts a copy in the place of the present state": "met une copie à la place de l'état présent",
  "a name from the list, or latest: the newest readable one":
    "un nom de la liste, ou latest : la plus récente lisible",
  "checks the copy, says what would be done and changes nothing":
    "contrôle la copie, dit ce qui serait fait et ne change rien",
  "A copy is put back only when Pulumi opens it with the instance's passphrase; the present state is kept as a copy.":
    "Une copie n'est remise que si Pulumi l'ouvre avec la phrase de passe ; l'état présent est gardé comme copie.",
  "Nothing that runs is touched: the last line names the command that makes the state and what runs agree again.":
    "Rien de ce qui tourne n'est touché : la dernière ligne nomme la commande qui remet l'état et ce qui tourne en accord.",
  "exit codes: 0 done, 1 wrong use or refused, nothing was changed":
    "codes de sortie : 0 fait, 1 mauvais usage ou refus, rien n'a été modifié",

  "says how the platform is doing; changes nothing on the platform and installs no tool":
    "dit comment va la plateforme ; n'y change rien et n'installe aucun outil",

  "says what data-sync is doing between both stores, and steers it":
    "dit ce que fait data-sync entre les deux dépôts, et le pilote",
  "what it is doing, in words; exit code 2 while it is frozen":
    "ce qu'il fait, en mots ; code de sortie 2 tant qu'il est gelé",
  "writes nothing any more": "n'écrit plus rien",
  "goes on; --from names the store that is right after a loss":
    "reprend ; --from nomme le dépôt qui est le bon après une perte",
  "documents that cannot be carried;": "documents qui ne peuvent être transportés ;",
  "drop: told of no more until the document changes":
    "drop : n'en parle plus tant que le document ne change pas",
  "values that lost against another one, newest first: the first 100 of":
    "valeurs qui ont perdu contre une autre, la plus récente d'abord : les 100 premières de",
  "each store in short, or at length those of one document; JSON has them whole":
    "chaque dépôt en bref, ou au long celles d'un document ; en JSON elles sont entières",
  "compares both stores, all documents or n by chance (1,000);":
    "compare les deux dépôts, tous les documents ou n au hasard (1 000) ;",
  "exit code 2 when they differ. A walk that was stopped goes on from":
    "code de sortie 2 quand ils diffèrent. Un parcours arrêté reprend de",
  "where it said it was. The plan: one line of JSON for each difference":
    "là où il a dit en être. Le plan : une ligne de JSON par différence",
  "how many sessions V2 has never served; exit code 2 when there is one":
    "combien de sessions V2 n'a jamais servies ; code de sortie 2 s'il y en a une",
  "unfreeze and dead-letters drop tell what will happen and ask; --yes does not ask, --dry-run only tells.":
    "unfreeze et dead-letters drop disent ce qui se passera et demandent ; --yes ne demande rien, --dry-run ne fait que dire.",

  "sends every request to V1 within a second, or lets the split decide again.":
    "envoie toute requête à V1 en une seconde, ou laisse le partage décider de nouveau.",
  "sends every request to V1 within 1 s; stays on across restarts of the gateway":
    "envoie toute requête à V1 en 1 s ; reste actif quand la passerelle redémarre",
  "lets the stage's split decide again, and V2's app write in its store again after a rollback; needs --reason":
    "laisse de nouveau le partage décider, et V2 écrire dans son dépôt après un retour ; avec --reason",
  "says whether it is on": "dit s'il est actif",
  "answers as one JSON object": "répond par un objet JSON",
  "the engine's socket, /var/run/docker.sock by default":
    "la socket du moteur, /var/run/docker.sock par défaut",
  "exit codes: 0 done, 1 wrong use, or V1 is gone since the sunset, 4 the engine or the gateway did not answer":
    "codes de sortie : 0 fait, 1 mauvais usage, ou V1 a disparu pour de bon, 4 le moteur ou la passerelle n'a pas répondu",
};
