import type { CheckResult } from "./check.ts";
import type { CheckedPlace } from "./place.ts";
import type { Violation } from "./preview-events.ts";
import { countsText } from "./report-place.ts";

/** Files that decide how this change is judged, and so need a closer look than others. */
const JUDGES = [
  [/^policies\//, "policies/: the rules that judged this change are part of it"],
  [/^\.github\//, ".github/: workflows change"],
  [/^scripts\/pr-check/, "scripts/pr-check: this report's own code is part of the change"],
  [/^package(-lock)?\.json$/, "packages change: compare package-lock.json with what is meant"],
  [/^stacks\/[^/]+\.state\.json$/, "an exported state is part of the change"],
] as const;

/** The first lines of the report: verdict, what changes for users, what needs a closer look. */
export function summaryText(result: CheckResult): string {
  const { base, head, mistakes, places, settings, texts, baseFailure } = result;
  const looser = settings.filter((change) => change.looser);
  const lines = [
    ...verdictLines(result),
    ...(mistakes.length > 0 ? [] : places.flatMap(userLines)),
    ...looser.map(
      ({ file, path, before, after }) => `! WARNING: looser: ${path} ${before} -> ${after} in ${file}`,
    ),
    `  values in YAML files: ${settings.length === 0 ? "nothing changes" : `${settings.length} changed, see below`}`,
    ...(mistakes.length > 0 ? [] : [generatedLine(texts)]),
    ...places.flatMap(resourceLines),
    ...warnings(result),
    ...(baseFailure === null
      ? []
      : [`! the base cannot be rendered, so files are not compared: ${baseFailure}`]),
    `  compared: the tree on commit ${head.slice(0, 12)} with commit ${base.slice(0, 12)}`,
  ];
  return lines.join("\n");
}

function verdictLines({ mistakes, places, rules }: CheckResult): string[] {
  if (mistakes.length > 0)
    return ["- WRONG INPUT: there are mistakes in the YAML files, see below; nothing else was looked at"];
  const refused = [...places.flatMap(failureLine), ...policyLines(places)];
  if (refused.length > 0) return refused;
  return [`+ the input is right, and all ${rules.count} rules of the policy pack pass`];
}

/** The engine's reason is on the second line, where there is one. */
function failureLine({ place, preview: { failure } }: CheckedPlace): string[] {
  if (failure === null) return [];
  const reason = failure.text.split(/\n\s*/, 2).join(" ");
  return [`- REFUSED: ${place}: ${reason}, see below`];
}

function policyLines(places: readonly CheckedPlace[]): string[] {
  const violations = places.flatMap(({ preview }) => preview.violations);
  const own = ruleNames(violations.filter(({ inBase }) => !inBase));
  const old = ruleNames(violations.filter(({ inBase }) => inBase));
  return [
    ...(own === "" ? [] : [`- REFUSED by the policy pack: ${own}, see below`]),
    ...(old === ""
      ? []
      : [`- REFUSED by the policy pack, as the base is already and not by this change: ${old}, see below`]),
  ];
}

function ruleNames(violations: readonly Violation[]): string {
  return [...new Set(violations.map(({ rule }) => rule))].join(", ");
}

function userLines({ place, from, to, previewed, gate, step }: CheckedPlace): string[] {
  const share = `V2 gets ${to.v2} % of the traffic`;
  const moved = from.name === to.name ? `stays at ${to.name}` : `goes from ${from.name} to ${to.name}`;
  const was = from.v2 === to.v2 ? "" : `, was ${from.v2} %`;
  const sign = from.name === to.name && from.v2 === to.v2 ? " " : "!";
  const need =
    gate.length === 0 ? [] : [`  what ${from.name} asks before it is left, as written: ${gate.join("; ")}`];
  const files =
    step.length === 0
      ? []
      : [`  what the step changes: ${step.map(({ where }) => where).join(", ")}, see below`];
  const only =
    previewed === to.name
      ? []
      : [
          `  the rules were judged at ${previewed} only, because no state was exported; npm test judges every stage`,
        ];
  return [`${sign} ${place} ${moved}: ${share}${was}`, ...need, ...files, ...only];
}

function resourceLines({ place, state, preview, due }: CheckedPlace): string[] {
  if (state === null) return [`  resources of ${place}: not compared, no state was exported`];
  const replaced = preview.changes.filter(({ does }) => does === "replace").map(({ name }) => name);
  const deleted = preview.changes.filter(({ does }) => does === "delete").map(({ name }) => name);
  return [
    `  resources of ${place}: ${countsText(preview)}, ${preview.unchanged} unchanged`,
    ...dueLines(place, due),
    ...(replaced.length > 0
      ? [`! WARNING: ${place} replaces, and a container stops for that: ${replaced.join(", ")}`]
      : []),
    ...(deleted.length > 0 ? [`! WARNING: ${place} loses: ${deleted.join(", ")}`] : []),
  ];
}

function dueLines(place: string, due: CheckedPlace["due"]): string[] {
  if (due?.unknown)
    return [`! WARNING: some of them may not come from this change, see the preview of ${place}`];
  const count = due?.changes.length ?? 0;
  if (count === 0) return [];
  return [
    `  ${count} more differ in the base already: the state is older; npm run pr-check -- --place ${place} --save-state - renews it`,
  ];
}

function generatedLine(texts: CheckResult["texts"]): string {
  const names = [...new Set(texts.map(({ where }) => where))];
  return `  what a stage generates: ${names.length === 0 ? "nothing changes" : `${names.join(", ")} changes`}`;
}

function warnings({ files, rules }: CheckResult): string[] {
  const touched = JUDGES.filter(([pattern]) => files.some((file) => pattern.test(file))).map(
    ([, text]) => text,
  );
  return [
    ...(rules.removed.length > 0 ? [`! WARNING: rules are gone: ${rules.removed.join(", ")}`] : []),
    ...(rules.added.length > 0 ? [`  new rules: ${rules.added.join(", ")}`] : []),
    ...touched.map((text) => `! WARNING: ${text}`),
  ];
}
