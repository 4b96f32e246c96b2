import { after, describe, it, type TestContext } from "node:test";
import { NOT_TRIED } from "../../../scripts/testing/tally.ts";
import { stopCommands } from "./commands.ts";

/** With `unless` the part is not tried, and said not to be: what this machine does not allow. */
type Part = (
  claim: string,
  check: (test: TestContext) => void | Promise<void>,
  unless?: string | false,
) => void;

/** The parts of one story, in order; after a part that failed the rest is not tried, for it would tell nothing new. */
export function story(name: string, tell: (part: Part) => void): void {
  describe(name, () => {
    let broken: string | null = null;
    after(stopCommands);
    tell((claim, check, unless = false) => {
      it(claim, { skip: unless }, async (test) => {
        if (broken !== null) throw new Error(`${NOT_TRIED} ${broken}`);
        broken = claim;
        await check(test);
        broken = null;
      });
    });
  });
}
