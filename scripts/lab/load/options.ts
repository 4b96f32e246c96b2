import { parseArgs } from "node:util";
import { InputError } from "../../../infra/stage/problem.ts";

/** Options by name: a number, or a text that is required while its default is empty. */
export type Options = Readonly<Record<string, string | number>>;

/**
 * Reads `--max-seconds 60` as `{maxSeconds: 60}`: one flag for each default, of the default's type. Throws
 * InputError with every mistake.
 */
export function parseOptions<T extends Options>(defaults: T, argv: readonly string[]): T {
  const { values, problems } = readFlags(defaults, argv);
  const entries = Object.entries(defaults).map(([key, value]) => {
    const flag = flagOf(key);
    const given = values[flag];
    if (given === undefined) {
      if (value === "") problems.push(`--${flag} must be given`);
      return [key, value];
    }
    if (typeof value === "string") return [key, given];
    const number = Number(given);
    if (!(number > 0) || !Number.isFinite(number)) {
      problems.push(`--${flag} must be a number above 0, got "${given}"`);
    }
    return [key, number];
  });
  if (problems.length > 0) throw new InputError(problems);
  return Object.fromEntries(entries);
}

/** The flags that parseOptions reads back as the same options. */
export function toArguments(options: Options): string[] {
  return Object.entries(options).map(([key, value]) => `--${flagOf(key)}=${value}`);
}

/** One line of help for each option, with its default. */
export function describeOptions(defaults: Options): string {
  return Object.entries(defaults)
    .map(([key, value]) => `  --${flagOf(key).padEnd(16)}${value === "" ? "required" : value}\n`)
    .join("");
}

function readFlags(defaults: Options, argv: readonly string[]) {
  const flags = Object.keys(defaults).map(flagOf);
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map((flag) => [flag, { type: "string" as const }])),
    strict: false,
  });
  const problems = positionals.map((text) => `every option needs its --name, got "${text}"`);
  const texts: Record<string, string> = {};
  for (const [flag, value] of Object.entries(values)) {
    if (!flags.includes(flag)) problems.push(`there is no option --${flag}, see --help`);
    else if (typeof value === "string") texts[flag] = value;
    else problems.push(`--${flag} needs a value`);
  }
  return { values: texts, problems };
}

function flagOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
