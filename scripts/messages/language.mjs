// @ts-check
/**
 * The language of a process: the locale's, by LC_ALL, LC_MESSAGES or LANG, the first that is set, as POSIX has it. What is
 * not French is English, and so is what programs read: everything that a command with `--json` says.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly string[]} args
 * @returns {"en" | "fr"}
 */
export function languageOf(env, args) {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^fr(?![a-z])/i.test(locale) && !args.includes("--json") ? "fr" : "en";
}
