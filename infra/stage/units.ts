import { durationText } from "../metrics/duration-text.ts";
import { alternatives } from "./nearest.ts";

/** How people write one kind of quantity, and the plain number it stands for. */
export interface Unit {
  /** Continues "must be". */
  readonly expected: string;
  readonly example: string;
  readonly pattern: RegExp;
  /** The number of a text that matches `pattern`. */
  parse(text: string): number;
  /** A text that `parse` reads as the same number. */
  print(value: number): string;
  /** What a bare number may stand for, the likeliest first, where `print` would say something else. */
  readonly withUnit?: (bare: number) => readonly string[];
  /** A fix that only this kind of quantity knows, or null. */
  readonly hint?: (input: unknown) => string | null;
}

/** Why `input` is refused, as a sentence that starts after the path. `example` is what would be right there. */
export function refusal(unit: Unit, input: unknown, example = unit.example): string {
  const known = unit.hint?.(input) ?? unitHint(unit, input) ?? spellingHint(unit, input);
  const fix = known ?? `write for example ${example}`;
  return `must be ${unit.expected}, got ${shown(input)}; ${fix}`;
}

/** A value as it stands in a message: text in quotes, long values cut. */
export function shown(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a map";
  const text = typeof input === "string" ? JSON.stringify(input) : String(input);
  return text.length > 60 ? `${text.slice(0, 56)}…"` : text;
}

const MILLISECONDS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** A share of the traffic in whole percent: `25%` is 25. */
export const share: Unit = {
  expected: "a whole percentage from 0% to 100%",
  example: "25%",
  pattern: /^(100|[1-9]?\d)%$/,
  parse: (text) => Number.parseInt(text, 10),
  print: (value) => `${value}%`,
  hint: shareHint,
};

/** A ratio of 0..1 in percent: `0.8%` is 0.008. */
export const ratio: Unit = {
  expected: "a percentage from 0% to 100%",
  example: "0.8%",
  pattern: /^(100(\.0+)?|[1-9]?\d(\.\d+)?)%$/,
  // Dividing by 100 would round a second time: 0.57 / 100 is not 0.0057.
  parse: (text) => Number(text.replace("%", "e-2")),
  print: printRatio,
  // A number up to 1 is a fraction to some and a percentage to others, 100 times less.
  withUnit: (bare) => (bare > 0 && bare <= 1 ? [printRatio(bare), `${bare}%`] : [`${bare}%`]),
};

/** A duration in seconds: `48h` is 172800, `80ms` is 0.08, `1h30m` is 5400. */
export const duration: Unit = {
  expected: "a duration longer than 0",
  example: "10m",
  pattern: /^(?=.*[1-9])(\d{1,7}d)?(\d{1,7}h)?(\d{1,7}m)?(\d{1,7}s)?(\d{1,7}ms)?$/,
  parse: (text) => milliseconds(text) / 1000,
  print: durationText,
  withUnit: (bare) => [`${bare}s`],
  hint: durationHint,
};

/** A number of days: `30d` is 30. */
export const days: Unit = {
  expected: "a whole number of days",
  example: "30d",
  pattern: /^[1-9]\d{0,4}d$/,
  parse: (text) => Number.parseInt(text, 10),
  print: (value) => `${value}d`,
};

/** A day counted from J, the day the first users get V2: `J+3` is 3, `J-7` is -7. */
export const migrationDay: Unit = {
  expected: "a day counted from the first users on V2",
  example: "J+3",
  pattern: /^J[+-]\d{1,4}$/,
  // Not `-0`, which `J-0` would give.
  parse: (text) => Number(text.slice(1)) + 0,
  print: (value) => `J${value < 0 ? "" : "+"}${value}`,
};

/** Memory in MB of 1,048,576 bytes, as Docker counts: `512MB` is 512, `2GB` is 2048. */
export const memory: Unit = {
  expected: "an amount of memory in MB or GB",
  example: "512MB",
  pattern: /^[1-9]\d{0,6}(MB|GB)$/,
  parse: (text) => Number.parseInt(text, 10) * (text.endsWith("GB") ? 1024 : 1),
  print: (value) => (value % 1024 === 0 ? `${value / 1024}GB` : `${value}MB`),
  withUnit: (bare) => [`${bare}MB`],
};

/** Requests per minute: `100/min` is 100. */
export const perMinute: Unit = {
  expected: "a number of requests per minute",
  example: "100/min",
  pattern: /^[1-9]\d{0,6}\/min$/,
  parse: (text) => Number.parseInt(text, 10),
  print: (value) => `${value}/min`,
};

function printRatio(value: number): string {
  return `${Number((value * 100).toPrecision(15))}%`;
}

function shareHint(input: unknown): string | null {
  const bare = bareNumber(input);
  if (bare === 1) return "write 1% for one percent or 100% for all of the traffic";
  if (bare !== null && bare > 0 && bare < 1) {
    const meant = share.print(Number((bare * 100).toPrecision(12)));
    return share.pattern.test(meant) ? `a fraction is not read here, did you mean ${meant}?` : null;
  }
  if (typeof input !== "string" || !/^[+-]?\d+(\.\d+)?%$/.test(input)) return null;
  const percent = Number.parseFloat(input);
  if (percent > 100) return "100% is all of the traffic";
  if (percent < 0) return "0% is none of the traffic";
  return `write a whole one, for example ${Math.ceil(percent)}%`;
}

/** How else people write a unit of time, in English and French. */
const TIME_WORDS: readonly (readonly [unit: string, word: RegExp])[] = [
  ["d", /^(d|days?|j|jours?)$/i],
  ["h", /^(h|hrs?|hours?|heures?)$/i],
  ["m", /^(m|min(ute)?s?)$/i],
  ["s", /^(s|sec(onde?)?s?)$/i],
  ["ms", /^(ms|msecs?|milli-?second(e)?s?)$/i],
];

/** Helps where the unit is a word, or the number a fraction: `30sec`, `1.5h`. */
function timeWordHint(input: string): string | null {
  const [, number = "", word = ""] = /^(\d+(?:[.,]\d+)?)\s*([a-z-]+)$/i.exec(input.trim()) ?? [];
  const [unit] = TIME_WORDS.find(([, words]) => words.test(word)) ?? [];
  if (unit === undefined) return null;
  const plain = number.replace(",", ".");
  const meant = [`${plain}${unit}`, duration.print((Number(plain) * (MILLISECONDS[unit] ?? 0)) / 1000)];
  const read = meant.find((text) => duration.pattern.test(text));
  return read === undefined ? null : `did you mean ${read}?`;
}

function durationHint(input: unknown): string | null {
  if (typeof input !== "string") return null;
  return longNumberHint(input) ?? timeWordHint(input);
}

function longNumberHint(input: string): string | null {
  return /^(\d+(d|h|ms?|s))*$/.test(input) && /\d{8}/.test(input)
    ? "no number in it may have more than 7 digits"
    : null;
}

function unitHint(unit: Unit, input: unknown): string | null {
  const bare = bareNumber(input);
  if (bare === null) return null;
  const meant = (unit.withUnit?.(bare) ?? [unit.print(bare)]).filter((text) => unit.pattern.test(text));
  return meant.length === 0 ? null : `the unit is missing, did you mean ${alternatives(meant)}?`;
}

/** Helps where only spaces, a decimal comma or the case are wrong: `25 %`, `0,8%`, `48H`. */
function spellingHint(unit: Unit, input: unknown): string | null {
  if (typeof input !== "string") return null;
  const plain = input.replace(/\s/g, "").replace(",", ".");
  const spelling = [plain, plain.toLowerCase(), plain.toUpperCase()].find((text) => unit.pattern.test(text));
  return spelling === undefined ? null : `did you mean ${spelling}?`;
}

function milliseconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[dhms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (MILLISECONDS[unit ?? ""] ?? 0), 0);
}

function bareNumber(input: unknown): number | null {
  const isBare = typeof input === "number" || (typeof input === "string" && /^\d+(\.\d+)?$/.test(input));
  return isBare ? Number(input) : null;
}
