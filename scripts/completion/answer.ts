import { candidates } from "./candidates.ts";
import { lookAtKnown } from "./known.ts";

// What the shell's own function calls at every press of Tab: the words after `ssm`, the last one unfinished.
for (const { word, description } of candidates(process.argv.slice(2), lookAtKnown()))
  console.log(`${word}\t${description}`);
