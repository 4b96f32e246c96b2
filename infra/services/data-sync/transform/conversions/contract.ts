import { listOf, text } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";
import { fold } from "./fold.ts";
import { respelled } from "./respelled.ts";

/** Words for a contract, and the one that V2 uses. Any other stays as it is. */
const known: ReadonlyMap<string, string> = new Map([
  ["cdi", "CDI"],
  ["cdd", "CDD"],
  ["freelance", "Freelance"],
  ["consultant", "Freelance"],
  ["stage", "Stage"],
  ["alternance", "Alternance"],
  ["contrat pro", "Alternance"],
]);

const usual = (word: string) => known.get(fold(word)) ?? word;
const oneContract = text(1, 50);
const several = listOf(text(1, 100), 0, 200, "contract types");

/** A type of contract. */
export const contract: Conversion<string, string> = {
  rule: "contract",
  v1: oneContract,
  v2: oneContract,
  up: usual,
  down: (word) => word,
};

/** Types of contract that a candidate looks for. */
export const contracts: Conversion<string[], string[]> = {
  rule: "contracts",
  v1: several,
  v2: several,
  up(words, was = []) {
    if (was.length === 0 && words.every((word) => usual(word) === word)) return words;
    return respelled(words.map(usual), was, usual).words;
  },
  down: (words, was) => (was === undefined ? words : respelled(words, was, usual).words),
};
