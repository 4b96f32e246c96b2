// @ts-check
import { parseArgs } from "node:util";

/** The commands that act on an instance: each takes `--instance`, and `--docker-host` where it needs an engine. */
export const COMMANDS = [
  "start",
  "status",
  "deploy-v2",
  "rollback-v1",
  "kill-switch",
  "heal",
  "state",
  "drill",
  "sync",
  "snapshot",
  "doctor",
  "down",
  "pulumi",
];
const WITHOUT_ENGINE = ["state"];
const DEFAULT_INSTANCE = "lab";

/** Such a command in a text, up to the `--` before its own words; one that names an instance itself, also in front, is left alone. */
const NAMED = new RegExp(
  String.raw`(?<!SSM_INSTANCE=\S+ )(npm (?:run )?(${COMMANDS.join("|")}))(?![\w-])(?! -- --(?:help|instance|docker-host)\b)(?: --(?= ))?`,
  "g",
);

/**
 * What a command must be told to act on the same instance and engine as this run.
 * @typedef {{ readonly instance: string | null, readonly engine: string | null }} Target
 */

/**
 * What this run was told: null for what the same command without options would mean in the same shell.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {readonly string[]} args
 * @returns {Target}
 */
export function targetOf({ SSM_INSTANCE }, args) {
  /** @type {import("node:util").ParseArgsConfig["options"]} */
  const options = { instance: { type: "string" }, "docker-host": { type: "string" } };
  const { values } = parseArgs({ args: [...args], options, strict: false });
  const { instance = SSM_INSTANCE || DEFAULT_INSTANCE, "docker-host": engine } = values;
  const isDefault = instance === DEFAULT_INSTANCE && (SSM_INSTANCE || DEFAULT_INSTANCE) === DEFAULT_INSTANCE;
  return {
    instance: typeof instance !== "string" || isDefault ? null : instance,
    engine: typeof engine === "string" ? engine : null,
  };
}

/**
 * A text in which every command that can be copied acts on this target, also where nothing else in it says so:
 * `npm run sync -- status` becomes `npm run sync -- --instance blue status`.
 * @param {string} text
 * @param {Target} target
 */
export function aimed(text, { instance, engine }) {
  return text.replace(
    NAMED,
    (/** @type {string} */ found, /** @type {string} */ npm, /** @type {string} */ name) => {
      const options = [
        ...(instance === null ? [] : ["--instance", shellWord(instance)]),
        ...(engine === null || WITHOUT_ENGINE.includes(name) ? [] : ["--docker-host", shellWord(engine)]),
      ];
      return options.length === 0 ? found : [npm, "--", ...options].join(" ");
    },
  );
}

/**
 * A text as this run says it: its next commands act on what this run acts on.
 * @param {string} text
 */
export function aimedHere(text) {
  return aimed(text, targetOf(process.env, process.argv.slice(2)));
}

/**
 * One word for the shell.
 * @param {string} value
 */
export function shellWord(value) {
  return /^[\w.:/@-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
