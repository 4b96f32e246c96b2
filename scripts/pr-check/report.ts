import type { CheckResult } from "./check.ts";
import { placeSection } from "./report-place.ts";
import { summaryText } from "./report-summary.ts";
import type { Section } from "./sections.ts";
import type { SettingChange } from "./settings.ts";
import type { TextChange } from "./text-changes.ts";

/** The whole report, the most important first: a reviewer who reads only the beginning knows what it does to users. */
export function report(result: CheckResult): Section[] {
  const { mistakes, settings, places, texts, files } = result;
  const parts: Section[] = [{ title: "Summary", open: true, text: summaryText(result) }];
  if (mistakes.length > 0)
    parts.push({
      title: `Mistakes in the YAML files: ${mistakes.length}`,
      open: true,
      text: mistakes.join("\n"),
    });
  if (settings.length > 0)
    parts.push({ title: `Values that change: ${settings.length}`, open: true, text: settingsText(settings) });
  parts.push(...places.map((place) => placeSection(place)));
  parts.push(...places.flatMap(({ step }) => step).map((change) => textSection(change)));
  parts.push(...texts.map((change) => textSection(change)));
  parts.push({ title: `Files that change: ${files.length}`, open: false, text: files.join("\n") });
  return parts;
}

function settingsText(settings: readonly SettingChange[]): string {
  const files = [...new Set(settings.map(({ file }) => file))];
  return files
    .flatMap((file) => [
      `@@ ${file} @@`,
      ...settings.filter((change) => change.file === file).flatMap(settingLines),
    ])
    .join("\n");
}

function settingLines({ path, before, after, meaning, looser }: SettingChange): string[] {
  const said = meaning === "" ? [] : [`  (${meaning})`];
  const warning = looser ? ["! looser than before: it holds, judges or brings back V2 less strictly"] : [];
  const line = (sign: string, value: string | null) => (value === null ? [] : [`${sign} ${path}: ${value}`]);
  return [...line("-", before), ...line("+", after), ...said, ...warning];
}

function textSection({ where, at, patch }: TextChange): Section {
  const count = (sign: string) => patch.split("\n").filter((line) => line.startsWith(sign)).length;
  const scope = at.length === 1 ? at[0] : `${at.length} stages`;
  const title = `${where}, ${scope}: +${count("+")} -${count("-")}`;
  return { title, open: false, text: [...(at.length === 1 ? [] : [`# ${at.join(", ")}`]), patch].join("\n") };
}
