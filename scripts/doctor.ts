import { diagnose, repairsOf } from "./doctor/diagnose.ts";
import { type Facts, lookAround } from "./doctor/facts/facts.ts";
import type { Finding, Repair } from "./doctor/finding.ts";
import { apply, needsConsent, repairText } from "./doctor/repair.ts";
import { countOf, reportLines } from "./doctor/report.ts";
import { text } from "./messages/messages.ts";
import { aimedHere } from "./messages/next-command.mjs";
import { EXIT, printAnswer, runCommand, say, sayAside } from "./platform/command/command.ts";
import { Command } from "./platform/command/command-line.ts";
import { allowsColour } from "./toolchain/colour.ts";
import { askYesNo } from "./toolchain/confirm.ts";

const command = new Command("doctor")
  .description(
    "says what is present, missing, outdated or in the way, and what the next npm start does about it",
  )
  .option("--fix", "prepares what is missing, closes open state files, removes old caches and images", false)
  .option("--instance <name>", "which copy of the platform (default: SSM_INSTANCE, else lab)")
  .option("--docker-host <url>", "an engine other than this machine's own")
  .option("--dry-run", "says what --fix would do and changes nothing", false)
  .option("--json", "prints one JSON object, progress goes to standard error", false)
  .option("--yes", "does not ask before removing, and accepts the installation of what is missing", false)
  .addHelpText(
    "after",
    `
Changes nothing without --fix; --fix never touches what belongs to another instance, nor anybody's data.
exit codes: 0 nothing is in the way, 1 problems were found, 4 a repair failed
example:    npm run doctor -- --fix`,
  );

interface Options {
  readonly fix: boolean;
  readonly instance?: string;
  readonly dockerHost?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

await runCommand("doctor", async () => {
  command.exitOverride().parse();
  const options = command.opts<Options>();
  const report = options.json ? sayAside : say;
  const facts = await lookAround(options);
  const findings = diagnose(facts);
  const repairs = repairsOf(findings);
  if (!options.fix || options.dryRun) {
    tell(facts, findings, options, repairs.map(repairText));
    return exitCode(findings);
  }
  const done: string[] = [];
  for (const repair of repairs)
    if (await repaired(repair, facts, options, report)) done.push(repairText(repair));
  const after = done.length === 0 ? facts : await lookAround(options);
  const left = diagnose(after);
  tell(after, left, options, done);
  return exitCode(left);
});

async function repaired(
  repair: Repair,
  { cache }: Facts,
  { yes, dockerHost }: Options,
  report: (line: string) => void,
): Promise<boolean> {
  const { ask, left, now } = text.doctorPlatform.repairs;
  const what = repairText(repair);
  if (needsConsent(repair) && !yes && !(await askYesNo(ask(what)))) {
    report(left(what));
    return false;
  }
  report(now(what));
  await apply(repair, { cache: cache.dir, yes, dockerHost, report });
  return true;
}

function tell(
  { forecast, instance, cache }: Facts,
  findings: readonly Finding[],
  { json, fix, dryRun }: Options,
  repairs: readonly string[],
): void {
  if (json) {
    printAnswer({
      instance: instance.name,
      place: instance.place,
      stateFolder: instance.dir,
      cacheFolder: cache.dir,
      problems: countOf("problem", findings),
      warnings: countOf("warning", findings),
      findings: findings.map(({ repair, ...finding }) => ({
        ...finding,
        expected: finding.expected && aimedHere(finding.expected),
        fix: finding.fix && aimedHere(finding.fix),
        repairable: repair !== null,
      })),
      next: forecast,
      [fix && !dryRun ? "repaired" : "wouldRepair"]: repairs,
    });
    return;
  }
  for (const line of reportLines(findings, forecast, allowsColour())) say(line);
  if (dryRun) for (const repair of repairs) say(text.doctorPlatform.repairs.would(repair));
}

function exitCode(findings: readonly Finding[]) {
  return countOf("problem", findings) === 0 ? EXIT.done : EXIT.wrongUse;
}
