// @ts-check

/**
 * Says why there was no command to run: the message with its id on standard error, and with `--json` one object on
 * standard output, as every command does.
 * @param {string} id stable, so that it can be searched for
 * @param {1 | 4 | 5} exitCode
 * @param {string} message
 * @returns {number} the exit code
 */
export function fail(id, exitCode, message) {
  process.stderr.write(`${message} [${id}]\n`);
  if (process.argv.includes("--json"))
    process.stdout.write(`${JSON.stringify({ error: { id, exitCode, message } })}\n`);
  return exitCode;
}
