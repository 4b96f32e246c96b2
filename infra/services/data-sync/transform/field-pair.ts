import { z } from "zod";
import { misfitOf } from "./problem.ts";
import { readJson } from "./read-json.ts";
import type { Convert, FieldPair } from "./types.ts";

/**
 * How a value changes on its way. `up` makes V2's value of V1's and `down` the other way round; a value that is
 * given back as it came keeps its text, to the last space. `was` is what the far side had before, where that could
 * say more than `up` and `down`: it lends its spelling to what stays.
 */
export interface Conversion<A, B> {
  /** One word or two, for the documentation. */
  readonly rule: string;
  readonly v1: z.ZodType<A>;
  readonly v2: z.ZodType<B>;
  up(value: A, was?: B): B;
  down(value: B, was?: A): A;
}

/** The rule of a pair whose text is the same on both sides. */
export const unchanged = "unchanged";

/** A value that both sides write alike. */
export function same<T>(schema: z.ZodType<T>): Conversion<T, T> {
  return { rule: unchanged, v1: schema, v2: schema, up: (value) => value, down: (value) => value };
}

type Names = readonly [string, ...string[]];

/** A pair of fields that may be absent, or null, which stays null. `v1` are the names that V1 knows, the usual one first. */
export function optional<A, B>(v1: Names, v2: string, conversion: Conversion<A, B>): FieldPair {
  return pair(v1, v2, conversion, false);
}

/** A pair of fields that every document has. */
export function required<A, B>(v1: Names, v2: string, conversion: Conversion<A, B>): FieldPair {
  return pair(v1, v2, conversion, true);
}

function pair<A, B>(v1: Names, v2: string, conversion: Conversion<A, B>, isRequired: boolean): FieldPair {
  const a = z.compile(conversion.v1);
  const b = z.compile(conversion.v2);
  return {
    names: { v1, v2: [v2] },
    required: isRequired,
    rule: conversion.rule,
    convert: {
      v1: converter(a, b, conversion.up, !isRequired),
      v2: converter(b, a, conversion.down, !isRequired),
    },
  };
}

function converter<A, B>(
  from: z.ZodType<A>,
  to: z.ZodType<B>,
  change: (value: A, was?: B) => B,
  isNullable: boolean,
): Convert {
  return (text, was) => {
    const read = readJson(text);
    if (!read.ok) return read.misfit;
    if (read.value === null && isNullable) return text;
    const checked = from.safeParse(read.value);
    if (!checked.success) return misfitOf(checked.error, read.value);
    const before = was === undefined ? undefined : remembered(to, was);
    const value: unknown = change(checked.data, before);
    return value === checked.data ? text : JSON.stringify(value);
  };
}

function remembered<T>(schema: z.ZodType<T>, text: string): T | undefined {
  const read = readJson(text);
  return read.ok ? schema.safeParse(read.value).data : undefined;
}
