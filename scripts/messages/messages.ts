import { en } from "./en.ts";
import { inFrench } from "./fr/sentences.ts";
import { fr } from "./fr.ts";
import { languageOf } from "./language.mjs";

/** Every text that is said in more than one language; the English ones are the originals. */
export type Messages = typeof en;

const language = languageOf(process.env, process.argv);

/** The texts in the language of this process. Ids, exit codes, names of fields and of stages are the same in all. */
export const text: Messages = { en, fr }[language];

/** A number with so many digits after the comma, or the point, of the language of this process. */
export function decimal(value: number, digits: number): string {
  const said = value.toFixed(digits);
  return language === "fr" ? said.replace(".", ",") : said;
}

/** What a pure function or the look from outside says, and the journal keeps in English, in the language of this process. */
export function told(sentence: string): string {
  return language === "fr" ? inFrench(sentence) : sentence;
}
