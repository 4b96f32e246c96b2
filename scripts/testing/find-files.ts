import { globSync } from "node:fs";
import { join } from "node:path";
import { projectDir } from "../toolchain/paths.ts";

/** The test files of a checkout by what they need; absolute paths in the order they run. */
export interface TestFiles {
  /** Need nothing but Node, and no time. */
  readonly unit: readonly string[];
  /** Need nothing but Node, but seconds each: many random cases, or a process for every command. */
  readonly slow: readonly string[];
  /** Need the prepared tools and an engine. */
  readonly live: readonly string[];
  /** Tell one story on one running platform, in the order of their names. */
  readonly journeys: readonly string[];
}

/** The test files whose path below the project holds `only`; all of them without it. */
export function findTestFiles(only = ""): TestFiles {
  const find = (pattern: string) => filesLike(pattern, only);
  const live = find("test/live/**/*.test.ts");
  const slow = find("test/**/*.slow.test.ts");
  return {
    unit: find("test/**/*.test.ts").filter((file) => !live.includes(file) && !slow.includes(file)),
    slow,
    live,
    journeys: find("test/journeys/*.journey.ts"),
  };
}

/** The files of `npm run faults` whose path below the project holds `only`, in the order they run; absolute paths. */
export function findFaults(only = ""): string[] {
  return filesLike("test/faults/*.fault.ts", only);
}

function filesLike(pattern: string, only: string): string[] {
  return globSync(pattern, { cwd: projectDir })
    .filter((file) => file.includes(only))
    .sort()
    .map((file) => join(projectDir, file));
}
