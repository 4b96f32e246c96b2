import { scoreNexten } from "../apps/nexten/score.ts";
import type { Scorer } from "../apps/shared/scorer.ts";
import { scoreV1 } from "../apps/v1/score.ts";
import { scoreV2 } from "../apps/v2/score.ts";
import { accuracyOf, relativeGain, wrongRateFor } from "./accuracy.ts";
import { halves, readHalf } from "./labelled-set.ts";

const usage = `usage: measure.ts

Prints the accuracy of V1, V2 and Nexten on both halves of the labelled set, V2's gain over V1, the wrongRate
that leaves V2 with +9 %, and the CPU time of one request of 10 jobs.
`;

const releases: Readonly<Record<string, Scorer>> = { v1: scoreV1, v2: scoreV2, nexten: scoreNexten };

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(2)} %`;
}

function main(): void {
  if (process.argv.includes("--help")) {
    process.stdout.write(usage);
    return;
  }
  for (const half of halves) {
    const set = readHalf(half);
    const v1 = accuracyOf(scoreV1, set);
    const v2 = accuracyOf(scoreV2, set);
    process.stdout.write(`${half}: ${set.length} requests\n`);
    for (const [name, scorer] of Object.entries(releases)) {
      const before = process.cpuUsage();
      const accuracy = accuracyOf(scorer, set);
      const { user, system } = process.cpuUsage(before);
      const cpu = ((user + system) / set.length).toFixed(0);
      process.stdout.write(
        `  ${name.padEnd(6)} accuracy ${percent(accuracy)}, ${cpu} µs of CPU per request\n`,
      );
    }
    const rate = wrongRateFor(0.09, v1, v2).toFixed(4);
    process.stdout.write(`  gain of V2 ${percent(relativeGain(v1, v2))}; wrongRate ${rate} leaves +9 %\n`);
  }
}

if (import.meta.main) main();
