// @ts-check
/**
 * What the sources of the commands say they take. Plain JavaScript, because a fresh clone answers --help with it.
 */

/**
 * An option of a command, or its argument.
 * @typedef {object} Definition
 * @property {string} name `--stage`; an argument has the name of its value
 * @property {string | null} value what its value is called, `stage`; null for an option without a value
 * @property {boolean} many whether more values may follow the first
 * @property {string} description
 */

/**
 * What can be typed after the name of a command.
 * @typedef {object} CommandDefinition
 * @property {string} description
 * @property {readonly Definition[]} options
 * @property {Definition | null} argument
 * @property {readonly string[]} choices the words that the argument may be, where the command says so in its usage
 * @property {Readonly<Record<string, Following>>} after what may follow such a word, where there is something of its own
 */

/**
 * What may follow a word of a command.
 * @typedef {object} Following
 * @property {string | null} value what the value is called
 * @property {boolean} many whether more values may follow the first
 * @property {readonly string[]} choices the words that may follow
 * @property {readonly Definition[]} options those of this word alone
 */

const VALUE = String.raw`(?: [<[]([\w-]+)(\.\.\.)?[>\]])?`;
const TEXT = String.raw`(?:"((?:[^"\\]|\\.)*)"|${"`((?:[^`\\\\]|\\\\.)*)`"})`;
/** Given at once, or as a constant that several words of a command share. */
const OPTION = new RegExp(
  String.raw`(?:\.option\(|new Option\(|= \[)\s*"(--[\w-]+)${VALUE}",\s*${TEXT}`,
  "g",
);
const ARGUMENT = new RegExp(String.raw`\.argument\(\s*"[<[]([\w-]+)(\.\.\.)?[>\]]",\s*${TEXT}`);
/** A line of a help text that a command writes itself. */
const HELP_LINE = /^ *(--[a-z-]+)(?: ([A-Z]+))? {2,}(\S[^`\n]*)/gm;
const USAGE =
  /(?:usage: npm run [\w-]+ -- |\.usage\("\[options\] )(\w[\w|-]*(?: [<[]\w+[>\]])?\|(?:[\w|-]| [<[]\w+[>\]](?=\||"))+)/;
/** `verify [id]` of a usage. */
const CHOICE = /^([\w-]+)(?: [<[](\w+)[>\]])?$/;
/** `[list|show]` after a word, and an option with its value, `--reason <text>` or `--from v1|v2`, in a line about that word. */
const WORDS_AFTER = /^\[([a-z]+(?:\|[a-z]+)+)\]/;
const OPTION_AFTER = /(--[a-z-]+)(?: (?:[<[](\w+)[>\]]|(\w+(?:\|\w+)+)))?/g;
/** A word that is a command of its own below this one, with what it takes: `pin [images...]`. */
const WORD = new RegExp(`^"([a-z-]+)${VALUE}"`);

/**
 * What the source of a command says it takes, by its `.option(…)` and `.argument(…)`, else by its help text. Read, not
 * run: a command acts when it is loaded, and an answer to the Tab key must not take a second.
 * @param {string} source
 * @returns {CommandDefinition}
 */
export function definitionOf(source) {
  const [own = "", ...below] = source.split(/\.command\(\s*(?=")/);
  const [, name = "", more, plain, template] = ARGUMENT.exec(own) ?? [];
  const usage = (USAGE.exec(source)?.[1]?.split("|") ?? []).map((choice) => CHOICE.exec(choice) ?? [""]);
  const commands = Object.fromEntries(below.map(commandBelow));
  const words = usage.length > 0 ? usage.map(([, word = ""]) => word) : Object.keys(commands);
  const choices = words.filter((word) => word !== "");
  return {
    description: summaryOf(source),
    options: onceEach([...optionsOf(own), ...helpLinesOf(own)]),
    argument:
      name === ""
        ? null
        : { name, value: name, many: more !== undefined, description: firstWords(plain ?? template) },
    choices,
    after: {
      ...commands,
      ...Object.fromEntries(
        usage.flatMap(([, word = "", value = null]) => {
          const following = followingOf(source, word, value);
          const { choices, options } = following;
          return value === null && choices.length + options.length === 0 ? [] : [[word, following]];
        }),
      ),
    },
  };
}

/**
 * Every option that can be typed after the name of a command, those of its words included.
 * @param {CommandDefinition} definition
 * @returns {Definition[]}
 */
export function everyOption({ options, after }) {
  return onceEach([...options, ...Object.values(after).flatMap((following) => following.options)]);
}

/**
 * What the help text says of a word, in the line that begins with it and in those below that begin with a bracket.
 * @param {string} source
 * @param {string} word
 * @param {string | null} value
 * @returns {Following}
 */
function followingOf(source, word, value) {
  const rows = new RegExp(String.raw`^  ${word} (\S.*\n(?: {3,}\[.*\n)*)`, "m").exec(source)?.[1] ?? "";
  const said = rows
    .split("\n")
    .map((row) => row.trim().split(/ {2,}/)[0])
    .join(" ");
  return {
    value,
    many: false,
    choices: WORDS_AFTER.exec(said)?.[1]?.split("|") ?? [],
    options: [...said.matchAll(OPTION_AFTER)].map(([, name = "", named, choice]) => ({
      name,
      value: named ?? choice ?? null,
      many: false,
      description: "",
    })),
  };
}

/**
 * A command below this one, by what follows its `.command(`.
 * @param {string} source
 * @returns {[string, Following]}
 */
function commandBelow(source) {
  const [, word = "", value, more] = WORD.exec(source) ?? [];
  const [, argument = value, many = more] = ARGUMENT.exec(source) ?? [];
  return [
    word,
    { value: argument ?? null, many: many !== undefined, choices: [], options: onceEach(optionsOf(source)) },
  ];
}

/** What a command says it does: its `.description("…")`, else the doc comment it begins with. @param {string} source */
function summaryOf(source) {
  const description = /\.description\(\s*"([^"]*)"/.exec(source)?.[1];
  const comment = /^(?:#!.*\n|\/\/.*\n|\s)*\/\*\*\s*(?:\* )?([^\n*]*)/.exec(source)?.[1] ?? "";
  return (description ?? comment).trim();
}

/**
 * Words of a command, such as check and pin, may share an option.
 * @param {readonly Definition[]} options
 */
function onceEach(options) {
  return [...new Map(options.map((option) => [option.name, option])).values()];
}

/**
 * @param {string} source
 * @returns {Definition[]}
 */
function optionsOf(source) {
  return [...source.matchAll(OPTION)].map(([, name = "", value, more, plain, template]) => ({
    name,
    value: value ?? null,
    many: more !== undefined,
    description: firstWords(plain ?? template),
  }));
}

/**
 * @param {string} source
 * @returns {Definition[]}
 */
function helpLinesOf(source) {
  return [...source.matchAll(HELP_LINE)].map(([, name = "", value, description = ""]) => ({
    name,
    value: value?.toLowerCase() ?? null,
    many: false,
    description,
  }));
}

/** What is computed at run time is left out. */
function firstWords(text = "") {
  return (text.split("$" + "{")[0] ?? "").replaceAll('\\"', '"').trim();
}
