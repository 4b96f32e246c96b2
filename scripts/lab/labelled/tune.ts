import { parseArgs } from "node:util";
import { type Constants, constants } from "../apps/v2/constants.ts";
import { scorerWith } from "../apps/v2/score.ts";
import { accuracyOf } from "./accuracy.ts";
import { type LabelledRequest, readHalf } from "./labelled-set.ts";

const usage = `usage: tune.ts [--check]

Searches V2's constants on tune.jsonl, from the same first guess each time, and prints the best ones for
scripts/lab/apps/v2/constants.ts. Changes no file. Takes about ten seconds.
  --check   exit 1 when constants.ts has others
  --help    this text
`;

/** The first guess, before any data was seen. */
const firstGuess: Constants = {
  skills: { middle: 0.5, width: 0.08 },
  experience: { middle: 0.75, width: 0.06 },
  pay: { middle: 1.06, width: 0.03 },
  commute: { middle: 1.05, width: 0.12 },
  hybridReach: 1.5,
  kindredCredit: 0.4,
  coreWeight: 1.5,
  otherContract: 0.15,
  otherLanguage: 0.1,
  oppositeRemote: 0.4,
};

/** One constant, multiplied by a factor. */
type Knob = (from: Constants, factor: number) => Constants;

const limits = ["skills", "experience", "pay", "commute"] as const;
const weights = ["hybridReach", "coreWeight"] as const;
const shares = ["kindredCredit", "otherContract", "otherLanguage", "oppositeRemote"] as const;

const knobs: readonly Knob[] = [
  ...limits.flatMap((limit) =>
    (["middle", "width"] as const).map<Knob>((part) => (from, factor) => ({
      ...from,
      [limit]: { ...from[limit], [part]: from[limit][part] * factor },
    })),
  ),
  ...weights.map<Knob>((name) => (from, factor) => ({ ...from, [name]: from[name] * factor })),
  ...shares.map<Knob>((name) => (from, factor) => ({
    ...from,
    [name]: Math.min(0.95, Math.max(0.02, from[name] * factor)),
  })),
];

/**
 * Mean log-likelihood of the labels when a score is read back as a chance. Smoother than accuracy, so a search
 * on it follows the method and not single pairs. Label noise bounds a chance to 4 %..96 %.
 */
function likelihood(candidateConstants: Constants, set: readonly LabelledRequest[]): number {
  const scorer = scorerWith(candidateConstants);
  let sum = 0;
  let pairs = 0;
  for (const { candidate, jobs, labels } of set) {
    const score = scorer(candidate);
    for (const job of jobs) {
      const chance = 0.04 + 0.92 * (score(job).score / 100) ** (Math.log(0.5) / Math.log(0.6));
      sum += Math.log(labels[job.id] ? chance : 1 - chance);
      pairs++;
    }
  }
  return sum / pairs;
}

/** Walks each constant up and down by ever smaller steps while the likelihood on `set` grows. */
function search(start: Constants, set: readonly LabelledRequest[]): Constants {
  let best = start;
  let reached = likelihood(best, set);
  for (const step of [1.3, 1.1, 1.03]) {
    for (let improved = true; improved; ) {
      improved = false;
      for (const knob of knobs) {
        for (const factor of [step, 1 / step]) {
          const tried = knob(best, factor);
          const value = likelihood(tried, set);
          if (value > reached + 1e-5) [best, reached, improved] = [tried, value, true];
        }
      }
    }
  }
  return best;
}

function rounded(value: Constants): string {
  return JSON.stringify(value, (_, part) => (typeof part === "number" ? Number(part.toFixed(3)) : part), 2);
}

function main(): number {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const set = readHalf("tune");
  const best = search(firstGuess, set);
  for (const [name, tried] of Object.entries({
    "first guess": firstGuess,
    found: best,
    shipped: constants,
  })) {
    const accuracy = (accuracyOf(scorerWith(tried), set) * 100).toFixed(2);
    process.stdout.write(
      `${name}: likelihood ${likelihood(tried, set).toFixed(5)}, accuracy on tune ${accuracy} %\n`,
    );
  }
  process.stdout.write(`${rounded(best)}\n`);
  if (!values.check || rounded(best) === rounded(constants)) return 0;
  process.stderr.write(
    "scripts/lab/apps/v2/constants.ts has other constants than the search finds; copy those above\n",
  );
  return 1;
}

if (import.meta.main) process.exitCode = main();
