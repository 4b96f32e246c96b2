import type { CheckResult } from "./check.ts";
import type { CheckedPlace } from "./place.ts";
import type { Violation } from "./preview-events.ts";
import type { Words } from "./report.ts";
import { countsText } from "./report-place.ts";

/** Files that decide how this change is judged, and so need a closer look than others. */
const JUDGES = [
  [/^policies\//, "policies"],
  [/^\.github\//, "workflows"],
  [/^scripts\/pr-check/, "own"],
  [/^package(-lock)?\.json$/, "packages"],
  [/^stacks\/[^/]+\.state\.json$/, "state"],
] as const;

/** The first lines of the report: verdict, what changes for users, what needs a closer look. */
export function summaryText(result: CheckResult, words: Words): string {
  const { base, head, mistakes, places, settings, texts, baseFailure } = result;
  const looser = settings.filter((change) => change.looser);
  const lines = [
    ...verdictLines(result, words),
    ...(mistakes.length > 0 ? [] : places.flatMap((place) => userLines(place, words))),
    ...looser.map(({ file, path, before, after }) => words.looser(path, before, after, file)),
    ...valuesLine(result, words),
    ...(mistakes.length > 0 ? [] : [generatedLine(texts, words)]),
    ...places.flatMap((place) => resourceLines(place, words)),
    ...warnings(result, words),
    ...(baseFailure === null ? [] : [words.noBase(baseFailure)]),
    words.compared(head.slice(0, 12), base.slice(0, 12)),
  ];
  return lines.join("\n");
}

/** That no value changes is only known where every file can be read. */
function valuesLine({ settings, mistakes }: CheckResult, words: Words): string[] {
  if (settings.length > 0) return [words.someValues(settings.length)];
  return mistakes.length > 0 ? [] : [words.noValues];
}

function verdictLines({ mistakes, places, rules }: CheckResult, words: Words): string[] {
  if (mistakes.length > 0) return [words.wrongInput];
  const refused = [...places.flatMap((place) => failureLine(place, words)), ...policyLines(places, words)];
  if (refused.length > 0) return refused;
  return [words.allPass(rules.count)];
}

/** The engine's reason is on the second line, where there is one. */
function failureLine({ place, preview: { failure } }: CheckedPlace, words: Words): string[] {
  if (failure === null) return [];
  const reason = failure.text.split(/\n\s*/, 2).join(" ");
  return [words.refused(place, reason)];
}

function policyLines(places: readonly CheckedPlace[], words: Words): string[] {
  const violations = places.flatMap(({ preview }) => preview.violations);
  const own = ruleNames(violations.filter(({ inBase }) => !inBase));
  const old = ruleNames(violations.filter(({ inBase }) => inBase));
  return [...(own === "" ? [] : [words.refusedBy(own)]), ...(old === "" ? [] : [words.refusedBefore(old)])];
}

function ruleNames(violations: readonly Violation[]): string {
  return [...new Set(violations.map(({ rule }) => rule))].join(", ");
}

function userLines({ place, from, to, previewed, gate, step }: CheckedPlace, words: Words): string[] {
  const share = words.share(to.v2) + (from.v2 === to.v2 ? "" : words.was(from.v2));
  const moved =
    from.name === to.name ? words.stays(place, to.name, share) : words.goes(place, from.name, to.name, share);
  const sign = from.name === to.name && from.v2 === to.v2 ? " " : "!";
  return [
    `${sign} ${moved}`,
    ...(gate.length === 0 ? [] : [words.asks(from.name, gate.join("; "))]),
    ...(step.length === 0 ? [] : [words.stepChanges(step.map(({ where }) => where).join(", "))]),
    ...(previewed === to.name ? [] : [words.judgedOnly(previewed)]),
  ];
}

function resourceLines({ place, state, preview, due }: CheckedPlace, words: Words): string[] {
  if (state === null) return [words.notCompared(place)];
  const replaced = preview.changes.filter(({ does }) => does === "replace").map(({ name }) => name);
  const deleted = preview.changes.filter(({ does }) => does === "delete").map(({ name }) => name);
  return [
    words.resources(place, countsText(preview), preview.unchanged),
    ...dueLines(place, due, words),
    ...(replaced.length > 0 ? [words.replaces(place, replaced.join(", "))] : []),
    ...(deleted.length > 0 ? [words.loses(place, deleted.join(", "))] : []),
  ];
}

function dueLines(place: string, due: CheckedPlace["due"], words: Words): string[] {
  if (due?.unknown) return [words.notTold(place)];
  const count = due?.changes.length ?? 0;
  return count === 0 ? [] : [words.older(count, place)];
}

function generatedLine(texts: CheckResult["texts"], words: Words): string {
  const names = [...new Set(texts.map(({ where }) => where))];
  return names.length === 0 ? words.nothingGenerated : words.generated(names.join(", "));
}

function warnings({ files, rules }: CheckResult, words: Words): string[] {
  const touched = JUDGES.filter(([pattern]) => files.some((file) => pattern.test(file)));
  return [
    ...(rules.removed.length > 0 ? [words.rulesGone(rules.removed.join(", "))] : []),
    ...(rules.added.length > 0 ? [words.newRules(rules.added.join(", "))] : []),
    ...touched.map(([, judge]) => words.warning(words.judges[judge])),
  ];
}
