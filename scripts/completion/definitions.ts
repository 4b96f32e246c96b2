/** An option of a command, or its argument. */
export interface Definition {
  /** `--stage`; an argument has the name of its value. */
  readonly name: string;
  /** What its value is called, `stage`; null for an option without a value. */
  readonly value: string | null;
  /** Whether more values may follow the first. */
  readonly many: boolean;
  readonly description: string;
}

/** What can be typed after the name of a command. */
export interface CommandDefinition {
  readonly description: string;
  readonly options: readonly Definition[];
  readonly argument: Definition | null;
  /** The words that the argument may be, where the command says so in its usage. */
  readonly choices: readonly string[];
}

const VALUE = String.raw`(?: [<[]([\w-]+)(\.\.\.)?[>\]])?`;
const TEXT = String.raw`(?:"((?:[^"\\]|\\.)*)"|${"`((?:[^`\\\\]|\\\\.)*)`"})`;
const OPTION = new RegExp(String.raw`(?:\.option|new Option)\(\s*"(--[\w-]+)${VALUE}",\s*${TEXT}`, "g");
const ARGUMENT = new RegExp(String.raw`\.argument\(\s*"[<[]([\w-]+)(\.\.\.)?[>\]]",\s*${TEXT}`);
/** A line of a help text that a command writes itself. */
const HELP_LINE = /^ *(--[a-z-]+)(?: ([A-Z]+))? {2,}(\S[^`\n]*)/gm;
const USAGE = /usage: npm run [\w-]+ -- (\w[\w|-]*\|[\w|-]+)/;

/**
 * What the source of a command says it takes, by its `.option(…)` and `.argument(…)`, else by its help text. Read, not
 * run: a command acts when it is loaded, and an answer to the Tab key must not take a second.
 */
export function definitionOf(source: string, description: string): CommandDefinition {
  const [, name = "", more, plain, template] = ARGUMENT.exec(source) ?? [];
  const words =
    USAGE.exec(source)?.[1]
      ?.split("|")
      .filter((word) => word !== "") ?? [];
  return {
    description,
    options: onceEach([...optionsOf(source), ...helpLinesOf(source)]),
    argument:
      name === ""
        ? null
        : { name, value: name, many: more !== undefined, description: firstWords(plain ?? template) },
    choices: words,
  };
}

/** Words of a command, such as check and pin, may share an option. */
function onceEach(options: readonly Definition[]): Definition[] {
  return [...new Map(options.map((option) => [option.name, option])).values()];
}

function optionsOf(source: string): Definition[] {
  return [...source.matchAll(OPTION)].map(([, name = "", value, more, plain, template]) => ({
    name,
    value: value ?? null,
    many: more !== undefined,
    description: firstWords(plain ?? template),
  }));
}

function helpLinesOf(source: string): Definition[] {
  return [...source.matchAll(HELP_LINE)].map(([, name = "", value, description = ""]) => ({
    name,
    value: value?.toLowerCase() ?? null,
    many: false,
    description,
  }));
}

/** What is computed at run time is left out. */
function firstWords(text = ""): string {
  return (text.split("$" + "{")[0] ?? "").replaceAll('\\"', '"').trim();
}
