import fc from "fast-check";
import { anyText } from "./any-text.ts";

const PIECES = [
  ..."; { } ( ) # $ \\ ' \" ~ = @ * a 1 . - / : _ é".split(" "),
  " ",
  "\n",
  "\r",
  "\t",
  "\u0000",
  "\u007f",
  "\u0085",
  "\u2028",
  "$\x7b",
  "return 200",
  "include",
  "$\x7bhost}",
];

/** Any text, most of it made of what has a meaning in nginx. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join("")),
  anyText,
  fc.stringMatching(/^[A-Za-z0-9_.:/@%+=,*-]{1,12}$/),
);
