// @ts-check
/**
 * What has a part of its own, such as a number, and what commander says of a mistake in the options.
 * @type {readonly (readonly [RegExp, string])[]}
 */
export const PARTS = [
  [/^measures only what belongs together:/, "ne mesure que ce qui va ensemble :"],
  [/^measures only:/, "ne mesure que :"],
  [
    /^The whole takes (.*), each part says its time; let nothing else run meanwhile\.$/,
    "Le tout prend $1, chaque partie dit son temps ; ne laissez rien d'autre tourner.",
  ],
  [/^example: /, "exemple : "],
  [/^without what V2 wrote since$/, "sans ce que V2 a écrit depuis"],
  [/^Usage: /, "Usage : "],
  [/^usage: /, "usage : "],
  [/^by hand: /, "à la main : "],
  [/ \(default: (.*)\)$/, " (par défaut : $1)"],
  [/ \(choices: (.*)\)$/, " (choix : $1)"],
  [/^error: missing required argument /, "erreur : il manque l'argument "],
  [/^error: option ('.*') argument missing$/, "erreur : il manque la valeur de l'option $1"],
  [/^error: option ('.*') takes one value, got /, "erreur : l'option $1 prend une seule valeur, reçu "],
  [/^error: required option ('.*') not specified$/, "erreur : il manque l'option $1"],
  [/^error: option (.*) cannot be used with option /, "erreur : l'option $1 ne va pas avec l'option "],
  [
    /^error: --state and --save-state need --place: a state belongs to one place$/,
    "erreur : --state et --save-state veulent --place : un état est celui d'un lieu",
  ],
  [
    /^error: (.*) is of the instance (.*): leave SSM_INSTANCE out, or name another file$/,
    "erreur : $1 est de l'instance $2 : ôtez SSM_INSTANCE, ou nommez un autre fichier",
  ],
  [/^error: unknown option /, "erreur : option inconnue "],
  [/^error: unknown command /, "erreur : commande inconnue "],
  [
    /^error: too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+): /,
    "erreur : trop d'arguments ; attendu $2, reçu $3 : ",
  ],
  [
    /^error: option ('.*') argument ('.*') is invalid\. Allowed choices are /,
    "erreur : la valeur $2 de l'option $1 n'est pas permise ; choix : ",
  ],
  [/^\(Did you mean one of (.*)\?\)$/, "(vouliez-vous dire l'un de $1 ?)"],
  [/^\(Did you mean (.*)\?\)$/, "(vouliez-vous dire $1 ?)"],
];
