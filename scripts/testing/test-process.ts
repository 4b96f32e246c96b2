/** Runs the test files given as arguments in this process. */

import { relative } from "node:path";
import { describe } from "node:test";
import { pathToFileURL } from "node:url";

for (const file of process.argv.slice(2)) {
  // A suite of its own keeps a file's hooks away from the tests of the others.
  describe(relative(process.cwd(), file), async () => {
    await import(pathToFileURL(file).href);
  });
}
