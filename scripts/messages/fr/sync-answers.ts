import type { Messages } from "../messages.ts";
import { counted } from "./counted.ts";
import { documentInFrench } from "./documents.ts";

/** Ce que `npm run sync` dit des réponses de data-sync. */
export const syncAnswers: Messages["syncAnswers"] = {
  said: documentInFrench,
  and: " ; ",
  of: (what, told) => `${what} : ${told}`,
  frozen: (why) => `GELÉ, rien n'est écrit : ${why}`,
  goOn: "pour reprendre : npm run sync -- unfreeze ; après une perte, dites quel dépôt est le bon avec --from v1 ou --from v2",
  ways: {
    bidirectional: "les changements sont transportés dans les deux sens",
    "v1-to-v2": "les changements ne sont transportés que de V1 vers V2",
    "v2-to-v1": "les changements ne sont transportés que de V2 vers V1",
    off: "arrêté : rien n'est transporté",
  },
  drained: "vidé : tout ce qui était connu est transporté",
  draining: "en train de se vider",
  wins: (way, authority) => `${way} ; ${authority} l'emporte où les deux ont changé le même champ`,
  refuses: (store, code) => `${store} n'accepte aucune écriture et répond ${code}`,
  nothingCarried: (why) => `rien n'est transporté : ${why}`,
  notConnected: "pas encore relié aux deux dépôts",
  lag: (v1, v2, waiting) => `retard : depuis v1 ${v1}, depuis v2 ${v2} ; documents en attente : ${waiting}`,
  pass: (percent, compared, equal) =>
    `le passage sur les deux dépôts en est à ${percent} ; documents pris au hasard : ${compared}, dont égaux : ${equal}`,
  notCarried: (letters) => `documents qui ne peuvent être transportés : ${letters}`,
  seeLetters: " ; voyez npm run sync -- dead-letters",
  noData: "pas de données",
  wouldFreeze: "plus rien ne serait écrit dans aucun des deux dépôts",
  froze: (reason) =>
    `gelé : rien n'est écrit dans aucun des deux dépôts jusqu'à npm run sync -- unfreeze (raison : ${reason})`,
  replaces: (why) => `à la place de la raison d'avant : ${why}`,
  isFrozen: (why) => `gelé : ${why}`,
  isNotFrozen: "rien n'est gelé",
  nothingToDo: (why) => `${why} : rien à faire`,
  after: (what) => `ensuite ${what}`,
  isRight: (right, other) =>
    `${right} est le bon : ce qui manque à ${other} y est remis, les valeurs qui y diffèrent perdent et sont gardées comme conflits, ce qui fut effacé le reste`,
  carriedAgain: "les changements sont de nouveau transportés",
  deletesAgain:
    "les changements sont de nouveau transportés, et autant d'effacements que le prochain passage en trouve",
  andMore: (count) => ` ; et ${counted(count, "autre défaut")}`,
  letters: {
    dropped: "abandonné tant que le document ne change pas",
    droppedKey: "abandonné tant que la clé est là",
    retried: "regardé de nouveau",
    retriedKey: "regardé de nouveau à chaque passage",
  },
  wouldBe: (done) => `serait ${done}`,
  noLetters: "il n'y a aucune lettre morte",
  seeLetter: "l'une d'elles en entier : npm run sync -- dead-letters show <clé>",
  wereDropped: (count) => `abandonnés tant que leurs documents ne changent pas : ${count}`,
  document: "le document",
  nothing: "rien",
  deletion: "son effacement",
  beginning: (text, characters) => `${text}… (${characters} caractères)`,
  lostAgainst: (lost, kept) => `${lost} a perdu contre ${kept}`,
  lost: (value) => `  perdu : ${value}`,
  kept: (value) => `  gardé : ${value}`,
  noConflicts: "aucune valeur n'a perdu",
  older: (store) =>
    `${store} en garde aussi de plus anciens ; ceux d'un document : npm run sync -- conflicts show <clé>`,
  counted: (compared, equal, different) =>
    `documents comparés : ${compared}, dont ${equal} en égalité et ${different} non`,
  reached: (compared, position) =>
    `comparés : ${compared} ; en cas d'arrêt, la suite est : verify --full --from ${position}`,
  allServed: "V2 a servi toutes les sessions",
  neverServed: (left, end) => `sessions que V2 n'a jamais servies : ${left} ; sans usage, ${end}`,
  lastEnds: (at) => `la dernière finit à ${at}`,
  neverEnds: "l'une d'elles ne finit jamais",
  refused: {
    usage: (mistake) => `${mistake} ; npm run sync -- --help dit ce que chacun prend`,
    storesAway: (stores) => `${stores} ne répond pas ; npm run status montre ce qui tourne`,
    noReason: () =>
      "--reason doit dire pourquoi, pour qui trouvera les deux dépôts gelés ; rien n'a été modifié",
    noDirection: (broken) =>
      `${broken} : dites quelles données sont les bonnes avec --from v1 ou --from v2 ; rien n'a été modifié`,
    letterUse: (got) => `après dead-letters il faut list, show, retry ou drop, reçu ${got}`,
    noLetter: (key) => `il n'y a pas de lettre morte ${key} ; npm run sync -- dead-letters les donne`,
    conflictUse: (got) => `après conflicts il faut list, ou show et une clé, reçu ${got}`,
    noConflict: (key) => `rien de ${key} n'a perdu ; npm run sync -- conflicts dit ce qui a perdu`,
    sampleSize: (got) => `--sample doit être un nombre de documents supérieur à 0, reçu ${got}`,
    sampleAlone: () => "--sample compare des documents au hasard : ôtez --full et --from",
    position: (got) => `--from doit être ce que verify a dit, par exemple v1:1234, reçu ${got}`,
    pastEnd: (found) =>
      `${found} : --from doit être ce que verify a dit, par exemple v1:1234 ; sans lui tous les documents sont comparés`,
  },
};
