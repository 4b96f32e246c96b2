import { z } from "zod";
import { payRange as range, yearlyAmount } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";

type Range = z.infer<typeof range>;

const most = 10_000_000;
const rule = 'must be a yearly amount such as 45000, "45K" or "45K-55K"';
const written = /^(\d{1,8}(?:[.,]\d{1,2})?)(k?)(?:[-–](\d{1,8}(?:[.,]\d{1,2})?)(k?))?$/;

const text = z
  .string()
  .max(60, { error: rule, abort: true })
  .refine((value) => endsOf(value) !== null, rule);
const payV1 = z.union([yearlyAmount, text], rule);

/** Yearly pay of an offer: an amount or a range as people write it, on V2 {min, max}. One amount means 10 % either way. */
export const payRange: Conversion<number | string, Range> = {
  rule: "pay range",
  v1: payV1,
  v2: range,
  up(value) {
    const [min, max] = ends(value);
    if (max !== undefined) return { min, max };
    return { min: toCents(min * 0.9), max: Math.min(most, toCents(min * 1.1)) };
  },
  down: ({ min, max }) => `${amountText(min)}-${amountText(max)}`,
};

/** Yearly pay that a candidate hopes for: on V2 one amount, of a range the lower end. */
export const pay: Conversion<number | string, number> = {
  rule: "pay",
  v1: payV1,
  v2: yearlyAmount,
  up: (value) => (typeof value === "number" ? value : ends(value)[0]),
  down: (value) => value,
};

type Ends = readonly [number, number?];

function ends(value: number | string): Ends {
  return typeof value === "number" ? [value] : (endsOf(value) ?? [0]);
}

/** One amount, or two in order; null when the text is none or the amount too large. */
function endsOf(text: string): Ends | null {
  const plain = text.toLowerCase().replace(/\s|€|eur(os)?/g, "");
  const [, first, firstK, second, secondK] = written.exec(plain) ?? [];
  if (first === undefined) return null;
  const last = second === undefined ? undefined : amount(second, secondK === "k");
  // "45-55K" means two times thousands.
  const start = amount(first, firstK === "k" || (secondK === "k" && Number.parseFloat(first) < 1_000));
  if (Math.max(start, last ?? 0) > most) return null;
  if (last === undefined) return [start];
  return start <= last ? [start, last] : [last, start];
}

function amount(digits: string, isThousands: boolean): number {
  return toCents(Number(digits.replace(",", ".")) * (isThousands ? 1_000 : 1));
}

function amountText(value: number): string {
  const rounded = toCents(value);
  return rounded > 0 && rounded % 1_000 === 0 ? `${rounded / 1_000}K` : String(rounded);
}

function toCents(value: number): number {
  return Math.round(value * 100) / 100;
}
