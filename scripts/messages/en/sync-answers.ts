import { counted } from "./counted.ts";

/** What `npm run sync` says of data-sync's answers. */
export const syncAnswers = {
  /** What data-sync keeps in English: reasons, rules, values. */
  said: (sentence: string) => sentence,
  /** Between sentences of a line. */
  and: "; ",
  /** What is told of a document. */
  of: (what: string, told: string) => `${what}: ${told}`,
  frozen: (why: string) => `FROZEN, nothing is written: ${why}`,
  goOn: "to go on: npm run sync -- unfreeze; after a loss, say which store is right with --from v1 or --from v2",
  ways: {
    bidirectional: "changes are carried both ways",
    "v1-to-v2": "changes are carried from V1 to V2 only",
    "v2-to-v1": "changes are carried from V2 to V1 only",
    off: "off: nothing is carried",
  },
  drained: "drained: everything that was known is carried",
  draining: "draining",
  wins: (way: string, authority: string) => `${way}; ${authority} wins where both changed the same field`,
  refuses: (store: string, code: string) => `${store} takes no writes and says ${code}`,
  nothingCarried: (why: string) => `nothing is carried: ${why}`,
  notConnected: "not connected to both stores yet",
  lag: (v1: string, v2: string, waiting: string) =>
    `lag: from v1 ${v1}, from v2 ${v2}; ${waiting} documents wait`,
  pass: (percent: string, compared: string, equal: string) =>
    `the pass over both stores is at ${percent}; of ${compared} documents by chance ${equal} are equal`,
  notCarried: (letters: string) => `${letters} documents cannot be carried`,
  seeLetters: ": npm run sync -- dead-letters",
  noData: "no data",
  wouldFreeze: "nothing would be written in either store any more",
  froze: (reason: string) =>
    `frozen: nothing is written in either store until npm run sync -- unfreeze (reason: ${reason})`,
  replaces: (why: string) => `in place of the reason until now: ${why}`,
  isFrozen: (why: string) => `frozen: ${why}`,
  isNotFrozen: "nothing is frozen",
  nothingToDo: (why: string) => `${why}: nothing to do`,
  after: (what: string) => `then ${what}`,
  isRight: (right: string, other: string) =>
    `${right} is right: what ${other} lacks is put back, values that differ there lose and are kept as conflicts, what was deleted stays deleted`,
  carriedAgain: "changes are carried again",
  deletesAgain: "changes are carried again, and as many deletes as the next pass finds",
  andMore: (count: number) => `; and ${counted(count, "more problem")}`,
  letters: {
    dropped: "dropped until the document changes",
    droppedKey: "dropped for as long as the key is there",
    retried: "looked at again",
    retriedKey: "looked at again by every pass",
  },
  wouldBe: (done: string) => `would be ${done}`,
  noLetters: "there are no dead letters",
  seeLetter: "one of them at length: npm run sync -- dead-letters show <key>",
  wereDropped: (count: number) => `${count} were dropped, and stay so until their documents change`,
  document: "the document",
  nothing: "nothing",
  deletion: "its deletion",
  beginning: (text: string, characters: number) => `${text}… (${characters} characters)`,
  lostAgainst: (lost: string, kept: string) => `${lost} lost against ${kept}`,
  lost: (value: string) => `  lost: ${value}`,
  kept: (value: string) => `  kept: ${value}`,
  noConflicts: "no value has lost",
  older: (store: string) =>
    `${store} keeps older ones, too; of one document: npm run sync -- conflicts show <key>`,
  counted: (compared: number, equal: number, different: number) =>
    `${compared} documents compared: ${equal} equal, ${different} not`,
  reached: (compared: number, position: string) =>
    `${compared} compared; if it is stopped, it goes on with: verify --full --from ${position}`,
  allServed: "V2 has served every session",
  neverServed: (left: number, end: string) => `${left} sessions that V2 has never served; unused, ${end}`,
  lastEnds: (at: string) => `the last ends at ${at}`,
  neverEnds: "one of them never ends",
  refused: {
    usage: (mistake: string) => `${mistake}; npm run sync -- --help tells what each takes`,
    storesAway: (stores: string) => `${stores} cannot be reached; npm run status shows what runs`,
    noReason: () => "--reason must say why, for whoever finds both stores frozen; nothing was changed",
    noDirection: (broken: string) =>
      `${broken}: say whose data are right with --from v1 or --from v2; nothing was changed`,
    letterUse: (got: string) => `dead-letters must be followed by list, show, retry or drop, got ${got}`,
    noLetter: (key: string) => `there is no dead letter ${key}; npm run sync -- dead-letters lists them`,
    conflictUse: (got: string) => `conflicts must be followed by list, or by show and a key, got ${got}`,
    noConflict: (key: string) => `nothing of ${key} has lost; npm run sync -- conflicts tells what has`,
    sampleSize: (got: string) => `--sample must be a number of documents above 0, got ${got}`,
    sampleAlone: () => "--sample compares documents by chance: leave out --full and --from",
    position: (got: string) => `--from must be what verify told, such as v1:1234, got ${got}`,
    pastEnd: (found: string) =>
      `${found}: --from must be what verify told, such as v1:1234; without it all documents are compared`,
  },
};
