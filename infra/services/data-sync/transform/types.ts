/** A release, and the store that it keeps its documents in. */
export type Side = "v1" | "v2";

/** A stored document, or a part of one: name of a hash field -> JSON text of its value. Own properties only. */
export type Fields = Readonly<Record<string, string>>;

/**
 * What two agreed documents cannot tell about each other, by side: the exact text of every field that has no
 * partner, and of every field whose text does not follow from its partner's. Empty when nothing would be lost.
 */
export type Memory = Readonly<Record<Side, Fields>>;

/** Memory of a document that has never been carried. */
export const nothingRemembered: Memory = Object.freeze({ v1: Object.freeze({}), v2: Object.freeze({}) });

/** Why a document is not carried. `problemText` makes a sentence of it. */
export interface Problem {
  /** The field, with the way into its value: `titre`, `competences[3]`, `localisation.lat`; "the document" for all. */
  readonly field: string;
  /** What was found, shortened to at most 60 characters: `7`, `a list of 3`, `nothing`. */
  readonly value: string;
  /** What must hold, such as `must be text of 1 to 200 characters`. */
  readonly rule: string;
}

/** A value that does not fit: the problem with the way into the value alone, such as `[3]` or `.lat`. */
export interface Misfit {
  readonly path: string;
  readonly value: string;
  readonly rule: string;
}

/**
 * Turns the text of a field into the text of its partner. `was` is the partner's remembered text, if any: it lends
 * its spelling to what did not change. Never throws; a text that does not fit gives a Misfit.
 */
export type Convert = (text: string, was?: string) => string | Misfit;

/** A field of V1 and the field of V2 that says the same. */
export interface FieldPair {
  /** Names by side. The first is the usual one and the one that is written; V1 knows some fields by other names too. */
  readonly names: Readonly<Record<Side, readonly [string, ...string[]]>>;
  /** Whether every document has this field. */
  readonly required: boolean;
  /** How the value changes on the way, one word or two, for people. */
  readonly rule: string;
  /** By the side that the text comes from. */
  readonly convert: Readonly<Record<Side, Convert>>;
}

/** A kind of document that both releases keep. */
export interface Kind {
  readonly name: "offer" | "candidate" | "session" | "match";
  /** Key without the id, by side: `offer:` and `job:`. */
  readonly prefix: Readonly<Record<Side, string>>;
  readonly pairs: readonly FieldPair[];
  /** The pair that a name belongs to, by side. A name that is not in it has no partner. */
  readonly pairOf: Readonly<Record<Side, ReadonlyMap<string, FieldPair>>>;
}

/** A document on the other side with the memory that brings back the first exactly, or all that is wrong with it. */
export type Carried =
  | { readonly ok: true; readonly fields: Fields; readonly memory: Memory }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Where a key belongs: its kind and the key of the same document on the other side. */
export interface Place {
  readonly kind: Kind;
  readonly id: string;
  readonly partnerKey: string;
}

/** The other side. */
export function otherSide(side: Side): Side {
  return side === "v1" ? "v2" : "v1";
}
