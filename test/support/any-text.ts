import fc from "fast-check";

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

/**
 * Any character of Unicode. The same as fast-check's own unit "binary", which lists a million of them first: a second
 * in every process that loads it.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - SURROGATES })
  .map(characterOf, (character) => {
    if (typeof character !== "string" || [...character].length !== 1) throw new Error("no character");
    return indexOf(character);
  });

/** Any text of any characters. */
export const anyText: fc.Arbitrary<string> = fc.string({ unit: anyCharacter });

function characterOf(index: number): string {
  return String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES);
}

function indexOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < FIRST_SURROGATE ? code : code - SURROGATES;
}
