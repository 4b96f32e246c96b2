// @ts-check
import { HELP as DAY_TO_DAY } from "./fr/help.mjs";
import { HELP_FOR_DEVELOPERS } from "./fr/help-developers.mjs";
import { PARTS } from "./fr/help-parts.mjs";
import { languageOf } from "./language.mjs";

/** @type {Readonly<Record<string, string>>} */
const HELP = { ...DAY_TO_DAY, ...HELP_FOR_DEVELOPERS };

/**
 * A text of `--help`, or of a mistake in options, in the language of this process. What is not known stays as it is:
 * names, and what somebody typed.
 * @param {string} english
 */
export function help(english) {
  return languageOf(process.env, process.argv) === "fr" ? helpInFrench(english) : english;
}

/** The same in French, line by line and in each from gap to gap. @param {string} english */
export function helpInFrench(english) {
  return english.split("\n").map(lineInFrench).join("\n");
}

/** @param {string} line */
function lineInFrench(line) {
  return HELP[line.trim()] !== undefined
    ? line.replace(line.trim(), () => HELP[line.trim()] ?? "")
    : line
        .split(/( {2,})/)
        .map(cellInFrench)
        .join("");
}

/** @param {string} cell */
function cellInFrench(cell) {
  const known = HELP[cell];
  if (known !== undefined) return known;
  const whole = PARTS.reduce((said, [part, french]) => said.replace(part, french), cell);
  // An option's description may be followed by its default.
  const [, described = "", more = ""] = /^(.*?)( \((?:par défaut|choix) : .*\))$/.exec(whole) ?? [];
  return HELP[described] === undefined ? whole : HELP[described] + more;
}
