/** The kinds of documents that the soak writes, and their names on both sides as docs/data.md gives them. */
export const KINDS = {
  offer: {
    v1: {
      path: "/api/v1/offers",
      first: "responsabilites",
      second: "avantages",
      pay: "salaire",
      always: { titre: "Chef de projet", competences: ["Java", "SQL"] },
    },
    v2: {
      path: "/api/v2/jobs",
      first: "responsibilities",
      second: "benefits",
      pay: "salary_range",
      always: { title: "Chef de projet", required_skills: ["Java", "SQL"] },
    },
  },
  candidate: {
    v1: {
      path: "/api/v1/candidates",
      first: "criteres_importants",
      second: "valeurs_importantes",
      pay: "salaire_souhaite",
      always: { nom: "Martin", competences: ["Java", "SQL"] },
    },
    v2: {
      path: "/api/v2/candidates",
      first: "important_criteria",
      second: "important_values",
      pay: "salary_expectation",
      always: { name: "Martin", skills: ["Java", "SQL"] },
    },
  },
} as const;

export type KindName = keyof typeof KINDS;
export type Release = "v1" | "v2";
/** A document has two lists, so that two writers can share it without writing the same field. */
export type ListName = "first" | "second";

/** A document by its id and kind, such as `offer/soak-7`. */
export interface DocumentName {
  readonly kind: KindName;
  readonly id: string;
}

/** What a release says that a document holds. */
export interface Content {
  readonly first: readonly string[];
  readonly second: readonly string[];
  /** Thousands a year; null for none. */
  readonly pay: number | null;
}

/** The pay, in thousands, that stands beside a first list of this length: both are written at once, and must stay together. */
export function payBeside(marks: number): number {
  return 30 + marks;
}

/** Where a release keeps the document. */
export function pathOf({ kind, id }: DocumentName, release: Release): string {
  return `${KINDS[kind][release].path}/${id}`;
}

/** The fields that hold this list, and beside a first list the pay, as the release spells them. */
export function fieldsFor(kind: KindName, release: Release, list: ListName, marks: readonly string[]) {
  const names = KINDS[kind][release];
  const pay = payBeside(marks.length);
  return {
    [names[list]]: marks,
    ...(list === "first" ? { [names.pay]: spelledPay(kind, release, pay) } : {}),
  };
}

/** A document of a release as its API gives it; throws when a field is not what the soak wrote. */
export function contentOf(
  kind: KindName,
  release: Release,
  document: Readonly<Record<string, unknown>>,
): Content {
  const names = KINDS[kind][release];
  return {
    first: marksIn(document[names.first]),
    second: marksIn(document[names.second]),
    pay: thousands(document[names.pay]),
  };
}

function spelledPay(kind: KindName, release: Release, pay: number): unknown {
  if (kind === "candidate") return pay * 1_000;
  return release === "v1" ? `${pay}K-${pay + 10}K` : { min: pay * 1_000, max: (pay + 10) * 1_000 };
}

function thousands(value: unknown): number | null {
  if (value === undefined) return null;
  if (typeof value === "number") return value / 1_000;
  const text = typeof value === "string" ? /^(\d+)K-(\d+)K$/.exec(value) : null;
  if (text !== null && Number(text[2]) === Number(text[1]) + 10) return Number(text[1]);
  if (typeof value === "object" && value !== null && "min" in value && "max" in value) {
    const { min, max } = value;
    if (typeof min === "number" && max === min + 10_000) return min / 1_000;
  }
  throw new Error(`a pay that nobody wrote: ${JSON.stringify(value)}`);
}

function marksIn(value: unknown): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((mark) => typeof mark === "string")) return value;
  throw new Error(`a list that nobody wrote: ${JSON.stringify(value)}`);
}
