// @ts-check
/**
 * What `--help` says of the commands for developers and of the images, in French, cell by cell: what stands between two
 * gaps of a line. Plain JavaScript: a fresh clone answers --help with it. A test compares it with the commands.
 * @type {Readonly<Record<string, string>>}
 */
export const HELP_FOR_DEVELOPERS = {
  "measures what the project promises, on an instance of its own that it removes afterwards":
    "mesure ce que le projet promet, sur une instance à part, retirée ensuite",
  "far fewer requests and repetitions, to try the bench itself":
    "bien moins de requêtes et de répétitions, pour essayer la mesure elle-même",
  "puts what was measured on docs/performance.md; every other figure stays":
    "met ce qui fut mesuré dans docs/performance.md ; les autres chiffres restent",
  "leaves the instance for a look at it": "laisse l'instance, pour y regarder",
  "exit codes: 0 every limit is met, 1 wrong use, 2 a limit is missed, 4 failed":
    "codes de sortie : 0 chaque limite est tenue, 1 mauvais usage, 2 une limite est manquée, 4 échec",

  "prints a script for your shell: the command ssm, which runs these commands from any folder and completes on Tab":
    "affiche un script pour votre shell : la commande ssm, qui lance ces commandes de n'importe quel dossier et que Tab complète",
  "bash, zsh or fish": "bash, zsh ou fish",
  "ssm deploy-v2 25 is npm run deploy-v2 -- 25, from any folder. It completes commands, options, stages, instances":
    "ssm deploy-v2 25 vaut npm run deploy-v2 -- 25, de tout dossier. Commandes, options, étapes, instances",
  "and snapshots.": "et copies sont complétées.",
  "in fish: npm run --silent completion -- fish | source":
    "avec fish : npm run --silent completion -- fish | source",

  "injects every fault at every stage and resource, on an instance of its own that it removes afterwards":
    "provoque chaque panne à chaque étape et ressource, sur une instance à part, retirée ensuite",
  "only the faults whose file's name holds this text":
    "seulement les pannes dont le nom de fichier contient ce texte",
  "goes on with the instance if it is there, and leaves it running":
    "reprend l'instance si elle est là, et la laisse tourner",
  "Takes one to two hours on a quiet machine with 2 cores, by the times of its parts; npm test has a short form of most.":
    "Prend une à deux heures sur une machine calme à 2 cœurs ; npm test en a une forme brève pour la plupart.",
  "A full disk, a restart of the engine and the kill of a container's process need root.":
    "Un disque plein, un redémarrage du moteur et l'arrêt du processus d'un conteneur demandent root.",
  "exit codes: 0 nothing failed, 1 wrong use, 4 something failed":
    "codes de sortie : 0 rien n'a échoué, 1 mauvais usage, 4 quelque chose a échoué",

  "what a change does to users, generated files and resources, as a pull request's reviewer sees it":
    "ce qu'un changement fait aux utilisateurs, fichiers générés et ressources, pour qui relit une pull request",
  "branch (of origin if not here), tag or commit that it comes from":
    "branche (d'origin si elle n'est pas ici), étiquette ou commit d'où il vient",
  "only this place; both without it": "ce lieu seul ; les deux sans cette option",
  "an exported state instead of stacks/<place>.state.json; needs --place":
    "un état exporté au lieu de stacks/<place>.state.json ; avec --place",
  "also writes report, comment, data and every difference as files":
    "écrit aussi rapport, commentaire, données et chaque différence en fichiers",
  "prints the data instead of the report": "affiche les données au lieu du rapport",
  "only exports the state of --place without secret values; - is stacks/<place>.state.json":
    "exporte seulement l'état de --place sans valeurs secrètes ; - vaut stacks/<place>.state.json",
  "Changes nothing but the files you name, and needs no Docker engine.":
    "Ne change que les fichiers que vous nommez, et se passe de moteur Docker.",
  "exit codes: 0 fine, 1 wrong use or mistakes in YAML files, 2 refused by a rule of the policy pack, 4 the preview failed":
    "codes de sortie : 0 bien, 1 mauvais usage ou fautes dans les YAML, 2 refusé par une règle, 4 l'aperçu a échoué",

  "records a rollout and a rollback: what the terminal shows, with times, and pictures of the measurements":
    "enregistre un déploiement et un retour : ce que montre le terminal, avec les temps, et les mesures en images",
  "Runs the real commands on an instance of its own, removes it, and writes docs/recordings/. Takes about 10 minutes.":
    "Lance les vraies commandes sur une instance à part, la retire, et écrit docs/recordings/. Prend environ 10 minutes.",
  "exit codes: 0 done, 4 a command did not end as it should":
    "codes de sortie : 0 fait, 4 une commande n'a pas fini comme elle devait",

  "prints every file that a stage generates, or what differs between two stages":
    "affiche chaque fichier qu'une étape génère, ou ce qui diffère entre deux étapes",
  "lab or production": "lab ou production",
  "exactly two stages: prints what changes from the first to the second":
    "exactement deux étapes : affiche ce qui change de la première à la seconde",
  "prints the plan itself": "affiche le plan lui-même",
  "writes every stage's files of the lab to test/expected, for its tests":
    "écrit les fichiers de chaque étape du laboratoire dans test/expected, pour ses tests",

  "writes the JSON Schemas that editors use from the checks in infra/stage":
    "écrit les JSON Schemas des éditeurs d'après les contrôles de infra/stage",
  "writes nothing; names the files that are not current and ends with exit code 1":
    "n'écrit rien ; nomme les fichiers qui ne sont pas à jour et finit avec le code 1",

  "writes through both APIs over all stages and back, kills parts, and shows that no write is lost":
    "écrit par les deux API sur toutes les étapes et retour, tue des parties, et montre qu'aucune écriture n'est perdue",
  "at least so many writes": "au moins autant d'écritures",
  "how often data-sync, a store or the gateway is killed":
    "combien de fois data-sync, un dépôt ou la passerelle est tué",
  "the same kills again; a new one is drawn and told otherwise":
    "les mêmes arrêts encore ; sinon un nouveau est tiré et dit",
  "gives up after this time": "renonce après ce temps",
  "tells the phases and the kills, and does nothing": "dit les phases et les arrêts, et ne fait rien",
  "leaves the instance and the writers' log for a look at them":
    "laisse l'instance et le journal des écritures, pour y regarder",
  "Brings up an instance of its own (SSM_INSTANCE, else soak) and removes it afterwards, and one with that name before. Stages":
    "Monte une instance à part (SSM_INSTANCE, sinon soak) et la retire ensuite, et avant cela une de ce nom. Les étapes",
  "are entered without their gates, which would hold while parts are killed. npm test has a short form.":
    "sont atteintes sans leurs portes, qui retiendraient pendant les arrêts. npm test en a une forme brève.",
  "exit codes: 0 no violation, 1 wrong use, 4 a violation, or it failed":
    "codes de sortie : 0 aucune violation, 1 mauvais usage, 4 une violation, ou un échec",

  "runs every test; what needs a platform gets one of its own, beside a running lab, and removes it":
    "lance tous les tests ; ceux qui veulent une plateforme en ont une à part, à côté du laboratoire, et la retirent",
  "only what needs nothing but Node": "seulement ce qui ne veut que Node",
  "only the stories on a running platform": "seulement les récits sur une plateforme qui tourne",
  "only the test files whose path holds this text":
    "seulement les fichiers de test dont le chemin contient ce texte",
  "goes on with the test's platform if it is there, and leaves it running":
    "reprend la plateforme du test si elle est là, et la laisse tourner",
  "The last line is `N passed, N failed`; exit code 0 only when nothing failed.":
    "La dernière ligne est `N passed, N failed` ; code de sortie 0 seulement si rien n'a échoué.",

  "looks after the images that production runs: stacks/images.lock.yaml and the registries":
    "veille sur les images de la production : stacks/images.lock.yaml et les registres",
  "says which images are missing in their registry, stale or unverified; exit code 0 when none is":
    "dit quelles images manquent dans leur registre, sont périmées ou jamais vues ; code de sortie 0 si aucune",
  "notes in the lock which digests were seen: verified: true":
    "note dans le verrou quelles empreintes furent vues : verified: true",
  "with --write: shows the difference and writes nothing":
    "avec --write : montre la différence et n'écrit rien",
  "with --write: does not ask": "avec --write : ne demande rien",
  "writes the digests that the tags stand for now into the lock":
    "écrit dans le verrou les empreintes que les étiquettes désignent maintenant",
  "shows the difference and writes nothing": "montre la différence et n'écrit rien",
  "builds the images of our own services for production and says how large they are":
    "construit les images de nos services pour la production et dit leur taille",
  "what they are built on, Node 24 with a shell (default: node of the lock)":
    "sur quoi elles sont construites, Node 24 avec un shell (par défaut : node du verrou)",
  "says what would be built of which files, and how large they are; needs no engine":
    "dit ce qui serait construit de quels fichiers, et leur taille ; sans moteur",
  "Asks each image's own registry, with the credentials of docker login and through the proxies of the environment.":
    "Demande au registre de chaque image, avec l'accès de docker login et par les proxys de l'environnement.",
  "example: npm run images -- pin nginx": "exemple : npm run images -- pin nginx",
  "and later: npm run images -- check": "et plus tard : npm run images -- check",
};
