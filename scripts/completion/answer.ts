import { candidates } from "./candidates.ts";
import { lookAtKnown } from "./known.ts";

// What the shell's own function calls at every press of Tab: the words after `ssm`, the last one unfinished.
const words = process.argv.slice(2);
for (const { word, description } of candidates(words, lookAtKnown(words)))
  console.log(`${word}\t${description}`);
