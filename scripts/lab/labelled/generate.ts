import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { candidateDocument, jobDocument } from "./documents.ts";
import { type Half, halfUrl, halves } from "./labelled-set.ts";
import { drawPerson } from "./person.ts";
import { Random } from "./random.ts";
import { bothSayYes } from "./rule.ts";
import { drawVacancy } from "./vacancy.ts";

const usage = `usage: generate.ts [--check]

Writes tune.jsonl and gate.jsonl beside this file, as RECIPE.md describes.
  --check   write nothing; exit 1 when a committed file differs
  --help    this text
`;

const seed = 20_250_603;
const requestsPerHalf = 350;
const jobsPerRequest = 10;
const labelNoise = 0.04;

/** The text of one half: always the same bytes. The halves share no candidate and no job. */
export function generateHalf(half: Half): string {
  const random = new Random(seed + halves.indexOf(half));
  const lines = Array.from({ length: requestsPerHalf }, (_, index) => requestLine(random, half, index));
  return `${lines.join("\n")}\n`;
}

function requestLine(random: Random, half: Half, index: number): string {
  const key = `${half.charAt(0)}${String(index).padStart(3, "0")}`;
  const person = drawPerson(random);
  const candidate = candidateDocument(random, person, `c-${key}`);
  const labels: Record<string, boolean> = {};
  const jobs = Array.from({ length: jobsPerRequest }, (_, number) => {
    const id = `j-${key}-${number}`;
    const vacancy = drawVacancy(random, person);
    labels[id] = bothSayYes(person, vacancy) !== random.chance(labelNoise);
    return jobDocument(random, vacancy, id);
  });
  return JSON.stringify({ candidate, jobs, labels });
}

function main(): number {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  let stale = 0;
  for (const half of halves) {
    const text = generateHalf(half);
    if (!values.check) writeFileSync(halfUrl(half), text);
    else if (readFileSync(halfUrl(half), "utf8") !== text) {
      process.stderr.write(
        `${half}.jsonl differs from what the recipe makes; run generate.ts without --check\n`,
      );
      stale = 1;
    }
  }
  return stale;
}

if (import.meta.main) process.exitCode = main();
