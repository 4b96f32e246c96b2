// @ts-check
/**
 * The options with a value that are given twice, by the tokens of Node's `parseArgs`, which lets the last win unseen.
 * Plain JavaScript: the kill switch needs it.
 * @param {readonly { readonly kind: string, readonly rawName?: string, readonly value?: string | boolean | undefined }[]} tokens
 * @returns {string[]}
 */
export function givenTwice(tokens) {
  const names = tokens.flatMap(({ rawName, value }) =>
    rawName === undefined || value === undefined ? [] : [rawName],
  );
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
}
