import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { languageOf } from "./language.mjs";

/** Every text that is said in more than one language; the English ones are the originals. */
export type Messages = typeof en;

/** The texts in the language of this process. Ids, exit codes, names of fields and of stages are the same in all. */
export const text: Messages = { en, fr }[languageOf(process.env, process.argv)];
