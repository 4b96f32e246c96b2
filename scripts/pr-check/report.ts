import type { Messages } from "../messages/messages.ts";
import type { CheckResult } from "./check.ts";
import { placeSection } from "./report-place.ts";
import { summaryText } from "./report-summary.ts";
import type { Section } from "./sections.ts";
import type { SettingChange } from "./settings.ts";
import type { TextChange } from "./text-changes.ts";

/** What the report says, in one language. */
export type Words = Messages["prReport"];

/** The whole report, the most important first: a reviewer who reads only the beginning knows what it does to users. */
export function report(result: CheckResult, words: Words): Section[] {
  const { mistakes, settings, places, texts, files } = result;
  const parts: Section[] = [{ title: words.summary, open: true, text: summaryText(result, words) }];
  if (mistakes.length > 0)
    parts.push({ title: words.mistakes(mistakes.length), open: true, text: mistakes.join("\n") });
  if (settings.length > 0)
    parts.push({ title: words.values(settings.length), open: true, text: settingsText(settings, words) });
  parts.push(...places.map((place) => placeSection(place, words)));
  parts.push(...places.flatMap(({ step }) => step).map((change) => textSection(change, words)));
  parts.push(...texts.map((change) => textSection(change, words)));
  parts.push({ title: words.files(files.length), open: false, text: files.join("\n") });
  return parts;
}

function settingsText(settings: readonly SettingChange[], words: Words): string {
  const files = [...new Set(settings.map(({ file }) => file))];
  return files
    .flatMap((file) => [
      `@@ ${file} @@`,
      ...settings.filter((change) => change.file === file).flatMap((change) => settingLines(change, words)),
    ])
    .join("\n");
}

function settingLines({ path, before, after, meaning, looser }: SettingChange, words: Words): string[] {
  const said = meaning === "" ? [] : [`  (${meaning})`];
  const warning = looser ? [words.looserThanBefore] : [];
  const line = (sign: string, value: string | null) => (value === null ? [] : [`${sign} ${path}: ${value}`]);
  return [...line("-", before), ...line("+", after), ...said, ...warning];
}

function textSection({ where, at, patch }: TextChange, words: Words): Section {
  const count = (sign: string) => patch.split("\n").filter((line) => line.startsWith(sign)).length;
  const scope = at.length === 1 ? at[0] : words.stages(at.length);
  const title = `${where}, ${scope}: +${count("+")} -${count("-")}`;
  return { title, open: false, text: [...(at.length === 1 ? [] : [`# ${at.join(", ")}`]), patch].join("\n") };
}
