// @ts-check

/**
 * What `--help` answers while the packages that would answer it are not installed: usage, purpose and every option, read
 * off the source of the command.
 * @param {string} name of the command
 * @param {import("./definitions.mjs").CommandDefinition} definition
 * @returns {string}
 */
export function plainHelp(name, { description, options, argument, choices }) {
  const words = choices.length > 0 ? choices.join("|") : argument ? word(argument) : "";
  const usage = ["Usage:", name, "[options]", words].filter((word) => word !== "").join(" ");
  const rows = [...options.map((option) => [flagOf(option), option.description]), ["-h, --help", "this"]];
  const width = Math.max(...rows.map(([flag = ""]) => flag.length));
  const lines = rows.map(([flag = "", told = ""]) => `  ${flag.padEnd(width)}  ${told}`.trimEnd());
  return [usage, "", description, "", "Options:", ...lines].join("\n");
}

/** @param {import("./definitions.mjs").Definition} option */
function flagOf(option) {
  return option.value === null ? option.name : `${option.name} ${word(option)}`;
}

/** @param {import("./definitions.mjs").Definition} definition */
function word({ value, many }) {
  return `<${value}${many ? "..." : ""}>`;
}
