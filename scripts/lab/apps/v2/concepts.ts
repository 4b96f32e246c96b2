import { dictionary, kindred } from "./dictionary.ts";
import { normalise, stems } from "./normalise.ts";

/** What V2 understands by a written skill. */
export interface Concept {
  /** Equal for two spellings of one skill. */
  readonly id: string;
  /** The group of kindred skills, or null. */
  readonly group: number | null;
  /** Stems of the written words; only filled when the dictionary does not know the skill. */
  readonly stems: readonly string[];
}

const known = new Map<string, string>();
const groups = new Map<string, number>();
/** Spellings by first letter and length, for finding the one that a mistyped word meant. */
const byShape = new Map<string, string[]>();

for (const line of dictionary.trim().split("\n")) {
  const [id = "", forms = ""] = line.split(": ");
  for (const form of [id, ...forms.split(", ")]) learn(normalise(form), id);
}
kindred
  .trim()
  .split("\n")
  .forEach((line, group) => {
    for (const id of line.split(", ")) groups.set(id, group);
  });

function learn(form: string, id: string): void {
  known.set(form, id);
  const shape = `${form.charAt(0)}${form.length}`;
  byShape.set(shape, [...(byShape.get(shape) ?? []), form]);
}

const remembered = new Map<string, Concept>();
const mostRemembered = 20_000;

/** The concept of a written skill. Pure; answers are remembered, up to a bound. */
export function conceptOf(written: string): Concept {
  const before = remembered.get(written);
  if (before) return before;
  const concept = resolve(normalise(written));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(written, concept);
  return concept;
}

function resolve(form: string): Concept {
  const id = known.get(form) ?? meant(form);
  if (id === undefined) return { id: form, group: null, stems: stems(form) };
  return { id, group: groups.get(id) ?? null, stems: [] };
}

/** The concept of the known spelling that differs by one slip of the keyboard; short words are left alone. */
function meant(form: string): string | undefined {
  if (form.length < 6) return undefined;
  for (const length of [form.length, form.length - 1, form.length + 1]) {
    const close = byShape.get(`${form.charAt(0)}${length}`)?.find((other) => oneSlip(form, other));
    if (close) return known.get(close);
  }
  return undefined;
}

/** Whether one letter changed, added, left out or swapped with its neighbour turns one word into the other. */
export function oneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
