import type { ControlOptions } from "../control.ts";
import {
  documentsBefore,
  type Position,
  positionText,
  readPosition,
  verifyAll,
  verifySample,
} from "../verify.ts";
import { type Refusal, refuse } from "./answers.ts";

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
}

/** Compares both stores, tells each difference as it is found, then counts. Exit code 2 when there is one, 1 for wrong use. */
export async function tellParity(options: ControlOptions, use: VerifyUse): Promise<number> {
  const { stores, tell: found, note } = options;
  const size = use.sample === true ? DEFAULT_SAMPLE : wholeNumber(use.sample);
  const from = use.from === undefined ? START : readPosition(use.from);
  const mistake = mistakeIn(use, size);
  if (mistake !== null) return refuse(options, mistake, String(use.sample));
  if (from === null) return refuse(options, "position", use.from);
  const before = from.cursor === START.cursor ? null : await documentsBefore(stores, from);
  if (before !== null)
    return refuse(
      options,
      "pastEnd",
      `store-${from.side} has no document from ${use.from} on (documents in all: ${before})`,
    );
  let next = TELL_EVERY;
  const reached = (position: Position, compared: number) => {
    if (compared < next) return;
    next = compared + TELL_EVERY;
    note({ compared, reached: positionText(position) });
  };
  const { compared, different } =
    use.sample === undefined
      ? await verifyAll(stores, { from, found, reached })
      : await verifySample(stores, size, found);
  found({ compared, equal: compared - different, different });
  return different === 0 ? 0 : 2;
}

/** Of digits alone: 1e3, 0x10 and blanks are more likely a slip than a number. */
function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function mistakeIn({ sample, full, from }: VerifyUse, size: number): Refusal | null {
  if (sample === undefined) return null;
  if (!(Number.isSafeInteger(size) && size > 0)) return "sampleSize";
  return full || from !== undefined ? "sampleAlone" : null;
}
