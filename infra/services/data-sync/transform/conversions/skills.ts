import { z } from "zod";
import { listOf, text } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";
import { respelled } from "./respelled.ts";

const most = 200;
const longest = 100;
const list = listOf(text(1, longest), 0, most, "skills");
const rule = `must be a list of at most ${most} skills, or one text with , or ; between them`;
const written = z.string(rule).max(25_000, { error: rule, abort: true }).refine(isList, rule);
const skillsV1 = z.union([list, written], rule);

const smallStart = /(?<!\S)\p{Ll}/u;
const smallStarts = /(?<!\S)\p{Ll}/gu;

type SkillsV1 = z.infer<typeof skillsV1>;

/**
 * Skills, on V2 a list: a text is split on , and ; and every word gets a capital. One letter alone is no skill there,
 * and each skill is listed once. Back on V1, skills that are still there keep their spelling, and those that V2 does
 * not list stay.
 */
export const skills: Conversion<SkillsV1, string[]> = {
  rule: "skills",
  v1: skillsV1,
  v2: list,
  up(value, was = []) {
    const before = new Map(was.map((skill) => [keyOf(skill), skill]));
    const found = new Map<string, string>();
    for (const item of itemsOf(value)) {
      const key = keyOf(item);
      const skill = before.get(key) ?? titled(item);
      if ((skill.length > 1 || before.has(key)) && !found.has(key)) found.set(key, skill);
    }
    return unlessEqual(value, [...found.values()]);
  },
  down(value, was) {
    if (was === undefined) return value;
    const { words, left } = respelled(value, itemsOf(was), keyOf);
    const listed = new Set(value.map(keyOf));
    const all = [...words, ...left.filter((item) => keyOf(item).length === 1 || listed.has(keyOf(item)))];
    if (all.length > most) return value;
    return typeof was === "string" && !all.some((item) => /[,;]/.test(item)) ? all.join(", ") : all;
  },
};

function itemsOf(value: SkillsV1): string[] {
  return typeof value === "string" ? value.split(/[,;]/).map((item) => item.trim()) : value;
}

function isList(value: string): boolean {
  const items = itemsOf(value).filter((item) => item.length > 1);
  return items.length <= most && items.every((item) => item.length <= longest);
}

function keyOf(skill: string): string {
  return skill.trim().toLowerCase();
}

/** With a capital at the start of every word; the other letters stay, "SQL" and "JavaScript" as well. */
function titled(skill: string): string {
  const trimmed = skill.trim();
  return smallStart.test(trimmed) ? trimmed.replace(smallStarts, capital) : trimmed;
}

/** Only where it is as long as the letter: ß has none that is. */
function capital(letter: string): string {
  const upper = letter.toUpperCase();
  return upper.length === letter.length ? upper : letter;
}

/** The value itself when it is this list already, so that its text stays. */
function unlessEqual(value: SkillsV1, items: string[]): string[] {
  const isEqual =
    typeof value !== "string" &&
    value.length === items.length &&
    value.every((item, index) => item === items[index]);
  return isEqual ? value : items;
}
