import fc from "fast-check";

const PIECES = [
  ..."` ``` ````diff ~~~ </details> <img\u00a0src=x> @everyone #1 [a](http://b) <!-- -->".split(" "),
  "`".repeat(30),
  "x".repeat(90),
  " ",
  "\n",
  "\r",
  "\u202e",
  "\u2028",
  "\u200b",
  "\ud800",
  "😀",
];

/** Any text, most of it made of what has a meaning in a comment. */
export const hostileMarkdown: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary-ascii", maxLength: 300 }),
);
