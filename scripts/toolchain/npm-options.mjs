// @ts-check
import { aimed, shellWord, targetOf } from "../messages/next-command.mjs";

/** Where npm knows an option that begins so, it takes it for that one. */
const KNOWN_AS = new Map([["to", "token_description"]]);
/** What must stand before the words of a command that has words of its own. */
const FIRST = ["--instance", "--docker-host"];

/**
 * An option as it is typed, `--dry-run`, and what its value is called.
 * @typedef {Pick<import("../completion/definitions.mjs").Definition, "name" | "value" | "many">} Option
 * @typedef {Option & { readonly got: string | null }} Taken with the value that npm kept for it
 */

/**
 * The options of a command that npm took for itself, because the `--` before them was forgotten: the command would run
 * without them. npm leaves them in the environment of what it runs, and a value only of what it knows or of `--name=value`;
 * other values come as words. `again` is the whole command as it should have been typed, on the instance of this run; null
 * where npm took nothing.
 * @param {string} command the name of the npm script
 * @param {readonly Option[]} options
 * @param {readonly string[]} choices what the first word may be
 * @param {{ readonly args: readonly string[], readonly env: NodeJS.ProcessEnv }} run
 * @returns {{ readonly taken: string, readonly again: string } | null}
 */
export function takenByNpm(command, options, choices, { args, env }) {
  if (env.npm_lifecycle_event !== command) return null;
  const taken = options.flatMap((option) => {
    const name = option.name.replace(/^--(no-)?/, "");
    const value = env[`npm_config_${KNOWN_AS.get(name) ?? name.replaceAll("-", "_")}`];
    // Without a yes a command asks, so nothing happens that was not wanted.
    return name === "yes" || value === undefined ? [] : [{ ...option, got: valueIn(value) }];
  });
  if (taken.length === 0) return null;
  const typed = withValues(taken, args, choices);
  const again = `npm run ${command} -- ${typed.map(shellWord).join(" ")}`;
  const aims = typed.some((word) => /^--instance(=|$)/.test(word));
  return {
    taken: taken.map(({ name }) => name).join(" "),
    again: aims ? again : aimed(again, targetOf(env, [])),
  };
}

/** An option without a value is true. @param {string} value */
function valueIn(value) {
  return value === "true" || value === "" ? null : value;
}

/**
 * What was typed, in an order that every command reads.
 * @param {readonly Taken[]} taken
 * @param {readonly string[]} args
 * @param {readonly string[]} choices
 */
function withValues(taken, args, choices) {
  // npm gives the word after an option that it knows to it, also where it takes none.
  const strays = taken.flatMap(({ value, got }) => (value === null && got !== null ? [got] : []));
  const words = [...strays.filter(isWord), ...args, ...strays.filter((stray) => !isWord(stray))];
  const lost = taken.filter(({ value, got }) => value !== null && got === null);
  const own = choices.includes(words[0] ?? "") ? 1 : 0;
  // The value of one option alone can be told from the other words: it is the last, or the first where another must be.
  const at = choices.length > 0 && own === 0 ? 0 : words.length - 1;
  const [found] = lost.length === 1 && words.length > own ? words.splice(at, 1) : [];
  const more = taken.some(({ many }) => many) ? words.splice(own) : [];
  const said = taken.map((option) => {
    const value = option.got ?? found ?? (lost.length > 1 ? `<${option.value}>` : null);
    return [
      option.name,
      ...(option.value === null || value === null ? [] : [value]),
      ...(option.many ? more : []),
    ];
  });
  const isFirst = (/** @type {string[]} */ [name = ""]) => FIRST.includes(name);
  return [...said.filter(isFirst).flat(), ...words, ...said.filter((option) => !isFirst(option)).flat()];
}

/** @param {string} typed */
function isWord(typed) {
  return !typed.startsWith("-");
}
