import { type Content, type ListName, payBeside, type Release } from "./documents.ts";
import { isCareless } from "./entry.ts";
import { type Expected, isSame, type Marks, type Register } from "./model.ts";

/** What both releases hold of one document; null for none. */
export type Found = Readonly<Record<Release, Content | null>>;

/** Something that is not as the writers were told. */
export interface Violation {
  /** `offer/soak-7` */
  readonly document: string;
  readonly is:
    | "lost"
    | "came back"
    | "refused, but there"
    | "twice"
    | "out of order"
    | "not equal"
    | "half a write";
  /** What was found where. */
  readonly says: string;
}

const RELEASES = ["v1", "v2"] as const;
const LISTS = ["first", "second"] as const;

/**
 * Every violation of one document: an acknowledged write must stand exactly once in both stores until a later write of
 * its writer takes it away, a refused one nowhere, an unknown one in both or in none. Of a careless document only what
 * no race explains counts: a refused mark, a mark twice, stores that differ.
 */
export function violationsOf(document: string, expected: Expected, found: Found): Violation[] {
  const broken = LISTS.flatMap((list) =>
    isCareless(expected.group)
      ? raced(expected.lists[list], list, found)
      : kept(expected.lists[list], list, found),
  );
  const halves = isCareless(expected.group)
    ? []
    : RELEASES.flatMap((release) => half(release, found[release]));
  return [...broken, ...halves].map((violation) => ({ document, ...violation }));
}

/** Acknowledged marks that are in neither store. */
export function lostInRaces({ lists }: Expected, found: Found): number {
  return LISTS.flatMap((list) => [...lists[list].acknowledged].filter((mark) => !stands(mark, list, found)))
    .length;
}

type Broken = Omit<Violation, "document">;

function kept(register: Register, list: ListName, found: Found): Broken[] {
  const both = RELEASES.map((release) => marksOf(found[release], list));
  if (register.alternatives.some((marks) => both.every((other) => isSame(marks, other)))) return [];
  const broken = RELEASES.flatMap((release) => wrongIn(release, register, marksOf(found[release], list)));
  if (broken.length > 0) return broken;
  return [{ is: "not equal", says: `V1 ${shown(both[0])}, V2 ${shown(both[1])}` }];
}

function raced(register: Register, list: ListName, found: Found): Broken[] {
  const broken = RELEASES.flatMap((release) => {
    const marks = marksOf(found[release], list) ?? [];
    return [...refusedIn(release, register, marks), ...twiceIn(release, marks)];
  });
  const [v1, v2] = [marksOf(found.v1, list), marksOf(found.v2, list)];
  if (isSame(v1, v2)) return broken;
  return [...broken, { is: "not equal", says: `V1 ${shown(v1)}, V2 ${shown(v2)}` }];
}

function wrongIn(release: Release, register: Register, marks: Marks): Broken[] {
  const { alternatives } = register;
  if (alternatives.some((alternative) => isSame(alternative, marks))) return [];
  const there = marks ?? [];
  const lost = (alternatives[0] ?? []).filter(
    (mark) => !there.includes(mark) && alternatives.every((alternative) => alternative?.includes(mark)),
  );
  const allowed = new Set([...alternatives.flatMap((alternative) => alternative ?? []), ...register.refused]);
  const back = there.filter((mark) => !allowed.has(mark));
  const where = place(release);
  const broken: Broken[] = [
    ...refusedIn(release, register, there),
    ...twiceIn(release, there),
    ...lost.map((mark) => ({ is: "lost" as const, says: `${mark} is not ${where}, but was acknowledged` })),
    ...back.map((mark) => ({ is: "came back" as const, says: `${mark} is ${where}, but was taken away` })),
  ];
  if (broken.length > 0) return broken;
  return marks?.length === 0
    ? [{ is: "came back", says: `a document without its list is ${where}` }]
    : [{ is: "out of order", says: `${where}: ${shown(marks)}` }];
}

function refusedIn(release: Release, { refused }: Register, marks: readonly string[]): Broken[] {
  return marks
    .filter((mark) => refused.has(mark))
    .map((mark) => ({ is: "refused, but there", says: `${mark} is ${place(release)}` }));
}

function twiceIn(release: Release, marks: readonly string[]): Broken[] {
  return marks
    .filter((mark, index) => marks.indexOf(mark) !== index)
    .map((mark) => ({ is: "twice", says: `${mark} is ${place(release)} more than once` }));
}

/** The pay is written together with the first list, so both must be of the same write. */
function half(release: Release, content: Content | null): Broken[] {
  if (content === null || content.first.length === 0) return [];
  const { first, pay } = content;
  if (pay === payBeside(first.length)) return [];
  const says = `${place(release)}: ${first.length} marks beside a pay of ${pay}, not ${payBeside(first.length)}`;
  return [{ is: "half a write", says }];
}

function marksOf(content: Content | null, list: ListName): Marks {
  if (content !== null) return content[list];
  return list === "first" ? null : [];
}

function stands(mark: string, list: ListName, found: Found): boolean {
  return RELEASES.some((release) => found[release]?.[list].includes(mark) === true);
}

function place(release: Release): string {
  return `in V${release.slice(1)}`;
}

function shown(marks: Marks | undefined): string {
  if (marks === null || marks === undefined) return "has no document";
  return marks.length <= 3 ? `[${marks.join(", ")}]` : `[${marks.length} marks, the last ${marks.at(-1)}]`;
}
