import { en } from "./en.ts";
import { fr } from "./fr.ts";

/** The languages in which commands speak to people. */
export type Language = "en" | "fr";

/** Every text that is said in more than one language; the English ones are the originals. */
export type Messages = typeof en;

/** The language of an environment: SSM_LANG, LC_ALL, LC_MESSAGES, LANG, the first that is set. What is not French is English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = env.SSM_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return /^fr/i.test(wanted) ? "fr" : "en";
}

/** The texts in the language of this process. Ids, exit codes, names of fields and of stages are the same in all. */
export const text: Messages = { en, fr }[languageOf(process.env)];
