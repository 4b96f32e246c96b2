/** What data-sync keeps in English of documents and stores, in French: rules, values, reasons, what mends a difference. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [
    /(store-v[12]) came up without its history: it is empty, or another store/g,
    "$1 est revenu sans son histoire : il est vide, ou c'en est un autre",
  ],
  [
    /(store-v[12]) has another history than before: it was restored or replaced/g,
    "$1 a une autre histoire qu'avant : il fut restauré ou remplacé",
  ],
  [
    /(store-v[12]) went back by (\d+) s: an older copy was restored/g,
    "$1 est revenu en arrière de $2 s : une copie plus ancienne fut restaurée",
  ],
  [
    /^(\d+) more documents are gone without a word from their store$/,
    "$1 documents de plus ont disparu sans un mot de leur dépôt",
  ],
  [
    /^(store-v[12]) has no document from (v[12]:\d+) on \(documents in all: (\d+)\)$/,
    "$1 n'a aucun document à partir de $2 (documents en tout : $3)",
  ],

  [/^changed on both sides$/, "changé des deux côtés"],
  [/^never agreed on before$/, "jamais en accord auparavant"],
  [/^its store lost its last moments$/, "son dépôt a perdu ses derniers instants"],
  [/^deleted here, changed there meanwhile$/, "effacé ici, changé là entre-temps"],
  [
    /^its store lost its last moments, the other side deleted it$/,
    "son dépôt a perdu ses derniers instants, l'autre côté l'a effacé",
  ],
  [/^deleted there before the store had it back$/, "effacé là avant que le dépôt ne l'ait de nouveau"],
  [/^signed out before$/, "déconnecté avant"],
  [/^signed out meanwhile$/, "déconnecté entre-temps"],

  [/^missing in (v[12])$/, "manque dans $1"],
  [/^different$/, "différent"],
  [/^not to be carried$/, "ne peut être transporté"],
  [/^retry$/, "sera regardé de nouveau"],
  [/^change the document$/, "changez le document"],

  [/, got nothing$/, ", reçu rien"],
  [/, got (?:text of (\d+) characters)$/, ", reçu un texte de $1 caractères"],
  [/, got a list of (\d+)$/, ", reçu une liste de $1"],
  [/, got a (string|list|set|zset|stream)$/, ", reçu une valeur du type $1"],
  [/, got (\d+) bytes$/, ", reçu $1 octets"],
  [/, got an object$/, ", reçu un objet"],
  [/, got ([\d,]+) fields$/, ", reçu $1 champs"],
  [/, got ([\d,]+) characters$/, ", reçu $1 caractères"],
  [/, got /, ", reçu "],
  [/^the document must\b/, "le document must"],
  [/^the key must\b/, "la clé must"],
  [/ is required\b/, " est obligatoire"],
  [/\bmust be JSON\b/, "doit être du JSON"],
  [/\bmust not be nested more than (\d+) deep\b/, "ne doit pas être imbriqué sur plus de $1 niveaux"],
  [/\bmust be a date such as\b/, "doit être une date telle que"],
  [/\bmust be a time such as\b/, "doit être un instant tel que"],
  [/\bmust be a number from (\S+) to\b/, "doit être un nombre de $1 à"],
  [
    /\bmust be (\d+) to (\d+) characters of (.*), or a whole number\b/,
    "doit être $1 à $2 caractères parmi $3, ou un nombre entier",
  ],
  [/\bmust be (\d+) to (\d+) characters of\b/, "doit être $1 à $2 caractères parmi"],
  [
    /\bmust be a list of at most (\d+) skills, or one text with , or ; between them/,
    "doit être une liste d'au plus $1 compétences, ou un texte qui les sépare par , ou ;",
  ],
  [/\bmust be a list of at most (\d+)/, "doit être une liste d'au plus $1"],
  [/\bmust be a list of (\d+) to (\d+)/, "doit être une liste de $1 à $2"],
  [/\bmust be text of at most (\d+) characters\b/, "doit être un texte d'au plus $1 caractères"],
  [/\bmust be text of (\d+) to (\d+) characters\b/, "doit être un texte de $1 à $2 caractères"],
  [/\bmust be text\b/, "doit être un texte"],
  [/\bmust be one of\b/, "doit être l'un de"],
  [/\bmust be an address as text, or\b/, "doit être une adresse en texte, ou"],
  [
    /\bmust be a yearly amount such as (.*) or "45K-55K"/,
    'doit être un montant annuel tel que $1 ou "45K-55K"',
  ],
  [/\bmust be an object of at most (\d+)/, "doit être un objet d'au plus $1"],
  [/\bmust be an object\b/, "doit être un objet"],
  [/\bmust be at most max\b/, "doit être max au plus"],
  [/\bmust be (?=\{)/, "doit être "],
  [
    /\bmust be UTF-8 without U\+FFFD, which stands for bytes that are none\b/,
    "doit être de l'UTF-8 sans U+FFFD, qui tient lieu d'octets qui n'en sont pas",
  ],
  [/\bmust not be the name of a field\b/, "ne peut être le nom d'un champ"],
  [/\bmust be of the right form\b/, "doit avoir la bonne forme"],
  [
    /\bmust have an id of (\d+) to (\d+) characters, all of them UTF-8\b/,
    "doit avoir un identifiant de $1 à $2 caractères, tous en UTF-8",
  ],
  [
    /\bmust be a hash of at most (\d+) fields and ([\d,]+) characters\b/,
    "doit être un hash d'au plus $1 champs et $2 caractères",
  ],
  [/\bmust have at most ([\d,]+) fields\b/, "doit avoir au plus $1 champs"],
  [/\bmust have at most ([\d,]+) characters in all\b/, "doit avoir au plus $1 caractères en tout"],
  [/\bmust have at most ([\d,]+) characters\b/, "doit avoir au plus $1 caractères"],
];

/** One of these sentences in French; what is not known stays as it is. */
export function documentInFrench(sentence: string): string {
  return PARTS.reduce((said, [english, french]) => said.replace(english, french), String(sentence));
}
