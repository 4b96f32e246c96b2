import type { ControlOptions } from "../control.ts";
import { differenceText } from "../parity.ts";
import { type Position, positionText, readPosition, verifyAll, verifySample } from "../verify.ts";
import { plain } from "./plain.ts";

const DEFAULT_SAMPLE = 1_000;
/** Documents between two lines of progress. */
const TELL_EVERY = 10_000;
const START: Position = { side: "v1", cursor: "0" };

/** How much to compare. */
export interface VerifyUse {
  /** So many documents by chance; true takes 1,000. */
  readonly sample?: string | true;
  readonly full?: boolean;
  /** Where an earlier walk told that it was. */
  readonly from?: string;
  readonly json?: boolean;
}

/** Compares both stores and tells each difference as it is found. Exit code 2 when there is one, 1 for wrong use. */
export async function tellParity(options: ControlOptions, use: VerifyUse): Promise<number> {
  const { stores, print, note } = options;
  const size = use.sample === true ? DEFAULT_SAMPLE : Number(use.sample);
  const from = use.from === undefined ? START : readPosition(use.from);
  const mistake = mistakeIn(use, size, from);
  if (from === null || mistake !== null) {
    print(`${mistake} (SSM-INPUT)`);
    return 1;
  }
  let next = TELL_EVERY;
  const reached = (position: Position, compared: number) => {
    if (compared < next) return;
    next = compared + TELL_EVERY;
    note(
      `${compared} compared; if it is stopped, it goes on with: verify --full --from ${positionText(position)}`,
    );
  };
  const found = (difference: Parameters<typeof differenceText>[0]) =>
    print(plain(use.json ? JSON.stringify(difference) : differenceText(difference)));
  const { compared, different } =
    use.sample === undefined
      ? await verifyAll(stores, { from, found, reached })
      : await verifySample(stores, size, found);
  const equal = compared - different;
  if (use.json) print(JSON.stringify({ compared, equal, different }));
  else print(`${compared} documents compared: ${equal} equal, ${different} not`);
  return different === 0 ? 0 : 2;
}

function mistakeIn(
  { sample, full, from: text }: VerifyUse,
  size: number,
  from: Position | null,
): string | null {
  if (sample !== undefined && !(Number.isSafeInteger(size) && size > 0))
    return `--sample must be a number of documents above 0, got ${sample}`;
  if (sample !== undefined && (full || text !== undefined))
    return "--sample compares documents by chance: leave out --full and --from";
  return from === null ? `--from must be what verify told, such as v1:1234, got ${text}` : null;
}
