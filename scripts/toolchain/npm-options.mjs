// @ts-check

/** Where npm knows an option that begins so, it takes it for that one. */
const KNOWN_AS = new Map([["to", "token_description"]]);

/**
 * The options of a command that npm took for itself, because the `--` before them was forgotten: the command would run
 * without them. npm leaves them in the environment of what it runs.
 * @param {string} command the name of the npm script
 * @param {readonly string[]} options as they are typed, `--dry-run`
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function takenByNpm(command, options, env) {
  if (env.npm_lifecycle_event !== command) return [];
  return options.filter((option) => {
    const name = option.replace(/^--(no-)?/, "");
    const known = KNOWN_AS.get(name) ?? name.replaceAll("-", "_");
    // Without a yes a command asks, so nothing happens that was not wanted.
    return name !== "yes" && env[`npm_config_${known}`] !== undefined;
  });
}
