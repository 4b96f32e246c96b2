import { z } from "zod";
import { oneOf } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";
import { fold } from "./fold.ts";

const policies = { onsite: "aucun", hybrid: "partiel", remote: "total" } as const;
type Policy = keyof typeof policies;

/** Words of V1 and what V2 calls them. */
const known: ReadonlyMap<string, Policy> = new Map([
  ["aucun", "onsite"],
  ["non", "onsite"],
  ["presentiel", "onsite"],
  ["sur site", "onsite"],
  ["onsite", "onsite"],
  ["partiel", "hybrid"],
  ["hybride", "hybrid"],
  ["hybrid", "hybrid"],
  ["total", "remote"],
  ["complet", "remote"],
  ["remote", "remote"],
]);

const rule = "must be one of aucun, partiel, total";
const policy = (word: string) => known.get(fold(word));

/** How much work is done from home. */
export const remote: Conversion<string, Policy> = {
  rule: "remote",
  v1: z
    .string(rule)
    .max(50, { error: rule, abort: true })
    .refine((word) => policy(word) !== undefined, rule),
  v2: oneOf(["onsite", "hybrid", "remote"]),
  up: (word) => policy(word) ?? "onsite",
  down: (value) => policies[value],
};
