import fc from "fast-check";

/** JSON texts of a value as nobody would write them by hand but any writer may: spaces, escapes, number forms. */
export function oddJson(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const quirks = fc.array(fc.nat(9), { minLength: 1, maxLength: 6 });
  return fc
    .tuple(values, fc.oneof({ weight: 2, arbitrary: fc.constant([0]) }, quirks))
    .map(([value, list]) => {
      let at = 0;
      return written(value, () => list[at++ % list.length] ?? 0);
    });
}

type Next = () => number;

function written(value: unknown, next: Next): string {
  if (typeof value === "string") return writtenText(value, next);
  if (typeof value === "number") return writtenNumber(value, next);
  if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
  const space = [" ", "\n\t", ""][next()] ?? "";
  if (Array.isArray(value)) {
    return `[${space}${value.map((item) => written(item, next)).join(`${space},${space}`)}${space}]`;
  }
  const members = Object.entries(value).map(([name, item]) => {
    const once = `${writtenText(name, next)}${space}:${space}${written(item, next)}`;
    return next() === 3 ? `${writtenText(name, next)}:0,${once}` : once;
  });
  return `{${space}${members.join(`,${space}`)}${space}}`;
}

function writtenText(text: string, next: Next): string {
  if (next() < 2) return JSON.stringify(text);
  const units = [...Array(text.length).keys()].map((index) => {
    const code = text.charCodeAt(index);
    const mustEscape = code < 0x20 || code === 0x22 || code === 0x5c || (code >= 0xd800 && code <= 0xdfff);
    return mustEscape || next() === 4 ? `\\u${code.toString(16).padStart(4, "0")}` : text.charAt(index);
  });
  return `"${units.join("")}"`;
}

function writtenNumber(number: number, next: Next): string {
  const plain = Object.is(number, -0) ? "-0" : String(number);
  const forms = [plain, number.toExponential(), `${plain}.0`, `${plain}e0`, `${plain}E+00`, ` ${plain}\n`];
  const form = forms[next()] ?? plain;
  const isSame = /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(form) && Object.is(Number(form), number);
  return isSame ? form : plain;
}
